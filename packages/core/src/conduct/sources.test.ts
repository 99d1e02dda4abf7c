import { describe, expect, test } from "vitest";
import { postingsOf } from "../../testing/from-scratch.ts";
import { finding, judgment, SELF } from "../../testing/judging.ts";
import {
  agreement,
  assurance,
  at,
  editionOf,
  isAt,
  measure,
  observed,
  option,
  presence,
  said,
  undertaking,
} from "../../testing/specimen.ts";
import type { Entry } from "../agreement/index.ts";
import { entryId, type Grade, id, position } from "../evidence/index.ts";
import { NEITHER, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { duration } from "../time/index.ts";
import { type Atom, chronicleOf, evidenceFor, formOf, frameOf } from "../verdict/index.ts";
import { openVerdicts } from "./verdicts.ts";

const gone = isAt("missiles", "sagua", "absent");
const alone = isAt("missiles", "sagua", "absent", { soleMethods: ["aerial-photography"] });
const absent = (name: string, fields: Parameters<typeof observed>[2] = {}) =>
  observed(name, presence("missiles", "sagua", "absent"), fields);
const present = (name: string, fields: Parameters<typeof observed>[2] = {}) =>
  observed(name, presence("missiles", "sagua", "present"), { from: "1962-11-05", ...fields });

describe("what a report was drawn from", () => {
  test("a compilation says nothing of whether its roots are one source", () => {
    const flights = ["O-1", "O-2"].map((name, i) =>
      absent(name, { grade: "B2", lineage: [`flight-${i}`] }),
    );
    const review = absent("O-3", { grade: "D3", lineage: ["flight-0", "flight-1"] });
    expect(judgment(gone, [...flights, review]).bits).toBe(SHOWN);
  });

  test("two compilations with a flight in common are one source", () => {
    const reviews = [
      absent("O-1", { lineage: ["flight-1", "flight-2"] }),
      absent("O-2", { lineage: ["flight-2", "flight-3"] }),
    ];
    expect(judgment(gone, reviews)).toMatchObject({ bits: NEITHER, forLevel: 2 });
  });

  test("a word that opens nothing is not laundered by being retold, nor by a second root", () => {
    const word = absent("O-1", { body: "USSR" });
    for (const lineage of [["O-1"], ["O-1", "wire-service"]]) {
      const retold = absent("O-2", { body: "UN", lineage });
      expect(judgment(alone, [word, retold]).bits).toBe(NEITHER);
    }
  });

  test("nor is a method that is not accepted, or an observer who may not observe", () => {
    const asked = isAt("missiles", "sagua", "absent", {
      methods: ["ground-inspection"],
      soleMethods: ["ground-inspection"],
    });
    const photograph = absent("O-1");
    const retold = absent("O-2", { method: "ground-inspection", lineage: ["O-1", "desk"] });
    expect(judgment(asked, [photograph, retold]).bits).toBe(NEITHER);
    expect(judgment(asked, [retold]).bits).toBe(SHOWN);
  });

  test("confirmed by other sources counts as probable until one of another root confirmed it", () => {
    const confirmed = (by: readonly string[]): Grade => ({
      reliability: "A",
      credibility: 1,
      confirmedBy: by.map(entryId),
    });
    const strength = (entries: readonly Entry[]) => finding(gone, entries).weighing.for.first;
    const other = present("O-9", { grade: "E5", lineage: ["flight-2"] });
    const own = { ...absent("O-1", { lineage: ["flight-1"] }), grade: confirmed(["O-9"]) };
    expect(strength([{ ...own, grade: confirmed([]) }])).toBe(750_000);
    expect(strength([own])).toBe(750_000);
    expect(strength([own, other])).toBe(950_000);
    expect(strength([own, { ...other, source: { ...other.source, lineage: ["flight-1"] } }])).toBe(
      750_000,
    );
    expect(strength([own, other, withdrawal("O-9")])).toBe(750_000);
  });

  test("what the text does not accept may doubt, and does not convict", () => {
    const asked = isAt("missiles", "sagua", "absent", { methods: ["ground-inspection"] });
    const seen = [present("O-1"), present("O-2")];
    expect(judgment(asked, seen)).toMatchObject({ bits: SHOWN_NOT, breachShown: false });
    const accepted = seen.map((one) => ({ ...one, method: "ground-inspection" }));
    expect(judgment(asked, accepted)).toMatchObject({ bits: SHOWN_NOT, breachShown: true });
  });

  test("a breach is shown only where what stands against it outweighs what supports it", () => {
    const both = [...["A-1", "A-2"].map((name) => absent(name)), present("P-1")];
    expect(judgment(gone, both)).toMatchObject({ bits: 3, againstLevel: 2, breachShown: false });
  });
});

function withdrawal(of: string, author?: string): Entry {
  const base = { kind: "withdrawal", id: entryId(`W-${of}`), known: at("1962-12-01") } as const;
  return {
    ...base,
    of: entryId(of),
    ...(author === undefined ? {} : { author: id(author) }),
    reason: "specimen",
  };
}

describe("who takes a report back", () => {
  const doubt = present("O-1", { body: "UN" });

  test("is the body whose report it is, or the keeper of the record", () => {
    expect(judgment(gone, [doubt, withdrawal("O-1", "UN")]).bits).toBe(NEITHER);
    expect(judgment(gone, [doubt, withdrawal("O-1")]).bits).toBe(NEITHER);
  });

  test("is nobody else: a withdrawal by another has no effect, and is named", () => {
    const entries = [doubt, withdrawal("O-1", "USSR")];
    expect(judgment(gone, entries).bits).toBe(SHOWN_NOT);
    const [named] = chronicleOf(entries).withoutEffect;
    expect(named).toMatchObject({ entry: { author: "USSR" }, belongsTo: ["UN"] });
    const verdicts = openVerdicts({ texts: [agreement([])], entries });
    const { refusedDecisions } = verdicts.assess({
      asOf: at("1963-01-01"),
      knownAt: position(entries.length),
      reading: null,
      under: null,
    });
    expect(refusedDecisions).toMatchObject([{ id: "W-O-1", of: "O-1", act: "withdraw" }]);
  });
});

describe("access that a party grants", () => {
  const entry = {
    kind: "atom",
    predicate: {
      kind: "access",
      place: id("sagua"),
      activity: null,
      safety: false,
      refusableFor: [],
    },
    criterion: { ...gone.criterion, open: 2 },
  } as const;
  const word = (name: string, stance: "grants" | "refuses", from: string, grade = "A2") => {
    const state = stance === "grants" ? "granted" : "denied";
    const claim = {
      kind: "access",
      place: id("sagua"),
      activity: null,
      state,
      safety: null,
    } as const;
    return observed(name, said("Cuba", { stance, claim }), { from, grade });
  };

  test("ends with its refusal, and its refusal with a new grant", () => {
    const words = [
      word("O-1", "grants", "1962-11-01"),
      word("O-2", "refuses", "1962-11-05"),
      word("O-3", "grants", "1962-11-09"),
    ];
    expect(judgment(entry, words, "1962-11-03").bits).toBe(SHOWN);
    expect(judgment(entry, words, "1962-11-07").bits).toBe(SHOWN_NOT);
    expect(judgment(entry, words, "1962-11-11").bits).toBe(SHOWN);
  });

  test("is not ended by a word of no weight", () => {
    const words = [word("O-1", "grants", "1962-11-01"), word("O-2", "refuses", "1962-11-05", "F6")];
    expect(judgment(entry, words, "1962-11-07").bits).toBe(SHOWN);
  });
});

describe("evidence of an event", () => {
  test("does not go stale, whatever freshness is stated; that of a state does", () => {
    const freshness = duration(1, "day");
    const work = (state: "complete" | "ceased") => ({
      kind: "activity" as const,
      activity: "assembly",
      subject: id("bombers"),
      place: id("sagua"),
      state,
    });
    const asked = (state: "complete" | "ceased") => ({
      kind: "atom" as const,
      predicate: { ...work(state), by: [] },
      criterion: { ...gone.criterion, freshness },
    });
    const seen = ["O-1", "O-2"].map((name) => observed(name, { ...work("complete"), by: null }));
    expect(judgment(asked("complete"), seen).bits).toBe(SHOWN);
    expect(judgment(asked("ceased"), seen).bits).toBe(NEITHER);
  });
});

describe("whose word opens nothing", () => {
  const removal = undertaking("removal", { dueWhen: gone });
  const texts = agreement([
    removal,
    measure("quarantine", { until: gone }),
    assurance("peace", { while: gone }),
    option("strike", { opensWhen: gone }),
  ]);
  const frame = frameOf(editionOf([texts]));
  const selfOf = (clause: string) => {
    const form = frame.formOfClause(id(clause), false);
    return form.kind === "atom" ? [...form.atom.self].sort() : null;
  };

  test("is the party's for whose benefit the gate opens, where nobody bears the condition", () => {
    expect(selfOf("quarantine")).toEqual(["Tass", "USSR"]);
    expect(selfOf("peace")).toEqual(["Tass", "USSR"]);
    expect(selfOf("strike")).toEqual(["Navy", "US"]);
  });

  test("in what makes a duty fall due, is the party's that it is owed to", () => {
    const due = frame.dueForm(id("removal"));
    expect(due?.kind === "atom" ? [...due.atom.self].sort() : null).toEqual(["Navy", "US"]);
  });

  test("in an exception, is theirs whom it excuses", () => {
    const form = formOf(
      { kind: "unless", condition: gone, exception: gone },
      { clause: id("peace"), self: SELF, excused: [id("US")], vocabulary: frame.vocabulary },
    );
    const blocker = form.kind === "threshold" ? form.of[1] : null;
    const exception = blocker?.kind === "blocker" ? blocker.exception : null;
    expect(exception?.kind === "atom" ? exception.atom.self : null).toEqual(["US"]);
  });

  test("is its bearer's who says that the duty is performed", () => {
    const says = {
      kind: "statement",
      by: id("USSR"),
      stance: "performed",
      on: id("removal"),
    } as const;
    const condition = { kind: "atom", predicate: says, criterion: gone.criterion } as const;
    const words = ["O-1", "O-2"].map((name) =>
      observed(name, said("USSR", { stance: "performed", on: id("removal") })),
    );
    expect(judgment(condition, words).bits).toBe(NEITHER);
    const other = { ...condition, predicate: { ...says, on: id("halt") } };
    const said2 = ["O-1", "O-2"].map((name) =>
      observed(name, said("USSR", { stance: "performed", on: id("halt") })),
    );
    expect(judgment(other, said2).bits).toBe(SHOWN);
  });
});

describe("what is put before an atom", () => {
  test("costs one look at each report, however many there are of one root", () => {
    const entries = Array.from({ length: 3_000 }, (_, i) =>
      absent(`O-${i}`, { grade: "C3", lineage: ["mission"] }),
    );
    const form = formOf(gone, {
      clause: id("removal"),
      self: SELF,
      vocabulary: frameOf(editionOf([agreement([])])).vocabulary,
    });
    const atom = (form as { readonly atom: Atom }).atom;
    const chronicle = chronicleOf(entries);
    let asked = 0;
    const counting = {
      ...chronicle,
      ends: (one: Parameters<typeof chronicle.ends>[0]) => {
        asked += 1;
        return chronicle.ends(one);
      },
    };
    const postings = postingsOf(atom, chronicle);
    evidenceFor(atom, postings, counting, position(entries.length));
    expect(asked).toBe(entries.length);
  });
});
