import { describe, expect, test } from "vitest";
import { judgeFromScratch } from "../../testing/from-scratch.ts";
import { judgment } from "../../testing/judging.ts";
import {
  agreement,
  allOf,
  assurance,
  at,
  atom,
  editionOf,
  isAt,
  observed,
  presence,
  reading,
  requires,
  said,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import { type Condition, EACH, type Entry, type QuantifiedCondition } from "../agreement/index.ts";
import { entryId, id, position } from "../evidence/index.ts";
import { BOTH, NEITHER, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { duration } from "../time/index.ts";
import { frameOf } from "./frame.ts";
import { unpack } from "./judgment.ts";
import { chronicleOf } from "./knowledge.ts";

const absentAt = (where: string, name: string, fields: Parameters<typeof observed>[2] = {}) => [
  observed(`${name}-1`, presence("missiles", where, "absent"), fields),
  observed(`${name}-2`, presence("missiles", where, "absent"), fields),
];
const covered = (fraction: number, name: string, from = "1962-11-01") => [
  observed(`${name}-1`, { kind: "coverage", place: id("island"), fraction }, { from }),
  observed(`${name}-2`, { kind: "coverage", place: id("island"), fraction }, { from }),
];
const found = (place: string, grade: string, from = "1962-11-05") =>
  observed(
    `found-${place}-${grade}`,
    { ...presence("missiles", place, "present"), placeKind: "launch site", placeName: place },
    { grade, from },
  );

const everySite = (fields: Partial<QuantifiedCondition> = {}): Condition => ({
  kind: "every",
  domain: { kind: "places", placeKind: "launch site", declaredOnly: false },
  body: isAt("missiles", EACH, "absent"),
  coverage: atom(
    { kind: "coverage", place: id("island"), fraction: 0.95 },
    { freshness: duration(14, "day") },
  ),
  ...fields,
});

describe("every site", () => {
  const declared = [...absentAt("sagua", "A"), ...absentAt("remedios", "B")];

  test("it is verified when each is, and the rest of the area was seen freshly enough", () => {
    const seen = judgment(everySite(), [...declared, ...covered(0.95, "C")], "1962-11-10");
    expect(seen).toMatchObject({ bits: SHOWN, declaredOnly: false });
  });

  test("without that it speaks of declared places only, and is not verified (T19)", () => {
    const less = [
      judgment(everySite(), declared, "1962-11-10"),
      judgment(everySite(), [...declared, ...covered(0.9, "C")], "1962-11-10"),
      judgment(everySite(), [...declared, ...covered(0.95, "C")], "1962-12-10"),
      judgment(everySite({ coverage: null }), declared, "1962-11-10"),
    ];
    for (const one of less) expect(one).toMatchObject({ bits: NEITHER, declaredOnly: true });
    expect(less[0]).toMatchObject({ forLevel: 3 });
  });

  test("a text that says declared places closes the domain, and the verdict says so", () => {
    const domain = { kind: "places", placeKind: "launch site", declaredOnly: true } as const;
    const seen = judgment(everySite({ coverage: null, domain }), declared, "1962-11-10");
    expect(seen).toMatchObject({ bits: SHOWN, declaredOnly: true });
  });

  test("finding one more reopens the question, from the moment it was found", () => {
    const entries = [...declared, ...covered(0.95, "C"), found("guanajay", "B3")];
    expect(judgment(everySite(), entries, "1962-11-04")).toMatchObject({ bits: SHOWN });
    expect(judgment(everySite(), entries, "1962-11-10")).toMatchObject({ bits: SHOWN_NOT });
    const gone = absentAt("guanajay", "D", { from: "1962-11-07" });
    expect(judgment(everySite(), [...entries, ...gone], "1962-11-10")).toMatchObject({
      bits: SHOWN,
    });
  });

  test("a rumour below the doubt standard finds no site, and nor does one of another kind", () => {
    const entries = [...declared, ...covered(0.95, "C")];
    const rumour = found("guanajay", "D3");
    const port = {
      ...found("banes", "A2"),
      report: { ...presence("missiles", "banes", "present"), placeKind: "port" },
    };
    expect(judgment(everySite(), [...entries, rumour], "1962-11-10")).toMatchObject({
      bits: SHOWN,
    });
    expect(judgment(everySite(), [...entries, port], "1962-11-10")).toMatchObject({ bits: SHOWN });
  });

  test("one that is shown not makes the whole shown not, covered or not", () => {
    const there = observed("P-1", presence("missiles", "sagua", "present"), { grade: "B3" });
    expect(judgment(everySite(), [there], "1962-11-10")).toMatchObject({ bits: SHOWN_NOT });
    expect(judgment(everySite(), [...declared, there], "1962-11-10").bits).toBe(SHOWN_NOT);
    const all = [...declared, ...covered(0.95, "C"), there];
    expect(judgment(everySite(), all, "1962-11-10").bits).toBe(BOTH);
  });

  test("an empty domain verifies nothing", () => {
    const domain = { kind: "places", placeKind: "silo", declaredOnly: false } as const;
    const seen = judgment(everySite({ domain }), covered(0.95, "C"), "1962-11-10");
    expect(seen).toMatchObject({ bits: NEITHER });
  });

  test("some site is shown by one, and shown not only where the domain is closed", () => {
    const some = everySite({ kind: "some" } as Partial<QuantifiedCondition>);
    expect(judgment(some, absentAt("sagua", "A"), "1962-11-10").bits).toBe(SHOWN);
    const both = ["sagua", "remedios"].map((where) =>
      observed(`P-${where}`, presence("missiles", where, "present")),
    );
    expect(judgment(some, both, "1962-11-10").bits).toBe(NEITHER);
    expect(judgment(some, [...both, ...covered(0.95, "C")], "1962-11-10").bits).toBe(SHOWN_NOT);
  });
});

describe("admissible evidence before an atom", () => {
  const gone = isAt("missiles", "sagua", "absent");

  test("the Soviet word does not verify that the missiles are gone (T24)", () => {
    const claim = presence("missiles", "sagua", "absent");
    const words = ["D-1", "D-2"].map((name) =>
      observed(name, said("USSR", { claim }), { grade: "A1", method: "statement" }),
    );
    expect(judgment(gone, words)).toMatchObject({ bits: NEITHER, bears: true, forLevel: 0 });
  });

  test("reports of one mission are one source; a paper over them adds nothing", () => {
    const mission = { grade: "B2", lineage: ["mission-5012"] };
    const one = observed("O-1", presence("missiles", "sagua", "absent"), mission);
    const other = observed("O-2", presence("missiles", "sagua", "absent"), mission);
    const paper = observed("O-3", presence("missiles", "sagua", "absent"), {
      grade: "A1",
      lineage: ["O-1", "O-2"],
    });
    expect(judgment(gone, [one, other])).toMatchObject({ bits: NEITHER, forLevel: 2 });
    expect(judgment(gone, [one, other, paper])).toMatchObject({ bits: NEITHER, forLevel: 2 });
  });

  test("a report falls with what it was derived from", () => {
    const parent = observed("O-1", presence("missiles", "remedios", "absent"));
    const entries: readonly Entry[] = [
      parent,
      observed("O-2", presence("missiles", "sagua", "absent"), { lineage: ["O-1"] }),
      observed("O-3", presence("missiles", "sagua", "absent")),
      {
        kind: "withdrawal",
        id: entryId("W-1"),
        known: at("1962-11-10"),
        of: entryId("O-1"),
        reason: "specimen",
      },
    ];
    expect(judgment(gone, entries.slice(0, 3)).bits).toBe(SHOWN);
    expect(judgment(gone, entries).bits).toBe(NEITHER);
  });

  test("an approved equivalent is accepted from its approval on, for its clause and approver", () => {
    const strict = isAt("missiles", "sagua", "absent", {
      methods: ["ground-inspection"],
      equivalentApprovedBy: id("President"),
    });
    const seen = absentAt("sagua", "A");
    const approval = (by: string, of = "removal"): Entry => ({
      kind: "decision",
      id: entryId("D-1"),
      known: at("1962-11-05"),
      act: "approve-equivalent",
      of: id(of),
      by: id(by),
      approvedBy: null,
      from: at("1962-11-05"),
      until: null,
      inReturnFor: null,
      part: null,
      movesDate: null,
      method: "aerial-photography",
      reason: "specimen",
      source: { cite: "specimen", body: null, lineage: [] },
    });
    expect(judgment(strict, seen).bits).toBe(NEITHER);
    expect(judgment(strict, [...seen, approval("President")]).bits).toBe(SHOWN);
    expect(judgment(strict, [...seen, approval("Secretary")]).bits).toBe(NEITHER);
    expect(judgment(strict, [...seen, approval("President", "halt")]).bits).toBe(NEITHER);
  });

  test("a doubt shuts sooner than hope opens: one C3 is enough (T23)", () => {
    const doubt = observed("O-9", presence("missiles", "sagua", "present"), {
      grade: "C3",
      from: "1962-11-05",
    });
    expect(judgment(gone, [...absentAt("sagua", "A"), doubt]).bits).toBe(BOTH);
  });
});

describe("clauses that hang on clauses", () => {
  const texts = (first: Condition, second: Condition) => [
    agreement([
      undertaking("removal"),
      undertaking("halt"),
      assurance("peace", { while: verified("removal") }),
    ]),
    reading([requires("removal", first), requires("halt", second)]),
  ];
  const bitsOfClause = (
    clause: string,
    first: Condition,
    second: Condition,
    entries: readonly Entry[],
  ) => {
    const frame = frameOf(editionOf(texts(first, second), [], "us"));
    return unpack(
      judgeFromScratch(frame.formOfClause(id(clause), false), {
        frame,
        chronicle: chronicleOf(entries),
        moment: { asOf: at("1963-01-01"), knownAt: position(entries.length) },
        isBreached: () => false,
      }),
    ).bits;
  };
  const gone = isAt("missiles", "sagua", "absent");

  test("another clause's verdict passes through", () => {
    const seen = absentAt("sagua", "A");
    expect(bitsOfClause("peace", gone, gone, seen)).toBe(SHOWN);
    expect(bitsOfClause("removal", verified("halt"), gone, seen)).toBe(SHOWN);
  });

  test("two that wait for each other are both unverified, whatever is reported", () => {
    const seen = absentAt("sagua", "A");
    const waiting = allOf(gone, verified("halt"));
    expect(bitsOfClause("removal", waiting, verified("removal"), seen)).toBe(NEITHER);
    expect(bitsOfClause("halt", waiting, verified("removal"), seen)).toBe(NEITHER);
  });

  test("what nothing verifies is unverified", () => {
    expect(bitsOfClause("removal", verified("nowhere"), gone, [])).toBe(NEITHER);
  });
});
