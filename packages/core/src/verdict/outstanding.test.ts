import { describe, expect, test } from "vitest";
import {
  agreement,
  allOf,
  anyOf,
  assurance,
  at,
  atom,
  counted,
  countOf,
  isAt,
  observed,
  option,
  place,
  presence,
  question,
  reading,
  requires,
  said,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import {
  type Condition,
  codexOf,
  EACH,
  type Entry,
  type QuantifiedCondition,
  type Requirement,
  type Text,
} from "../agreement/index.ts";
import { type CountReport, id, position } from "../evidence/index.ts";
import { duration } from "../time/index.ts";
import { Archive, historyAt } from "./history.ts";
import { chronicleOf } from "./knowledge.ts";
import { UNLIVED } from "./life-cycles.ts";
import { MOST_WAYS, type Outstanding, outstandingAt } from "./outstanding.ts";
import { prospectOf } from "./prospect.ts";
import { constant } from "./steps.ts";

const NOW = at("1962-11-10");

function asked(
  node: string,
  texts: readonly Text[],
  entries: readonly Entry[] = [],
  breached = false,
): Outstanding {
  const archive = new Archive(codexOf(texts, entries)!, chronicleOf(entries));
  const query = {
    knownAt: position(entries.length),
    reading: id("us"),
    under: null,
    audience: null,
  };
  const history = historyAt(archive, query, () => ({
    ...UNLIVED,
    stands: () => constant(breached),
  }));
  const found = outstandingAt(
    node,
    prospectOf(history.segmentAt(NOW), NOW, () => {
      return { kind: "never", why: "removal is not owed" };
    }),
  );
  if (found === null) throw new RangeError(`No node ${node}.`);
  return found;
}

const removalBy = (condition: Condition, ...more: readonly Requirement[]) => [
  agreement([
    undertaking("removal"),
    undertaking("halt"),
    assurance("peace", { while: allOf(verified("removal"), verified("halt")) }),
    option("action", {
      opensWhen: { kind: "clause", clause: id("removal"), state: "breached", for: null },
    }),
  ]),
  reading([requires("removal", condition), ...more]),
];

const asks = ({ ways }: Outstanding) => ways.map(({ needs }) => needs.map(({ ask }) => ask));
const gone = isAt("missiles", "sagua", "absent");
const goneToo = isAt("missiles", "remedios", "absent");

describe("one atom", () => {
  test("asks for two reports of independent sources", () => {
    expect(asked("removal", removalBy(gone))).toEqual({
      node: "removal",
      value: "unverified",
      ways: [
        {
          cost: 1,
          needs: [
            {
              node: "removal/1",
              ask: "missiles: absent from sagua",
              by: "two reports from independent sources, of A2 and B2 or better",
              overtake: [],
              refused: [],
            },
          ],
        },
      ],
      more: false,
      impossible: [],
    });
  });

  test("or for one by a method that is sufficient alone, by the observers and as fresh as asked", () => {
    const strict = isAt("missiles", "sagua", "absent", {
      methods: ["ground-inspection", "aerial-photography"],
      soleMethods: ["ground-inspection"],
      freshness: duration(14, "day"),
      eligibility: { atLeast: "B", technical: false, notOf: [id("US")], of: [] },
    });
    expect(asked("removal", removalBy(strict)).ways[0]!.needs[0]!.by).toBe(
      "one report of A2 or better by ground-inspection, seen within 14 days, " +
        "observers of reliability B or better, not technical, not of US",
    );
  });

  test("or for one where the requirement opens at probable", () => {
    const lax = isAt("missiles", "sagua", "absent", { open: 2 });
    expect(asked("removal", removalBy(lax)).ways[0]!.needs[0]!.by).toBe(
      "one report of A2 or better",
    );
  });

  test("names what stands against it and must be overtaken", () => {
    const there = observed("O-1", presence("missiles", "sagua", "present"), { grade: "C3" });
    const weak = observed("O-2", presence("missiles", "sagua", "present"), { grade: "E5" });
    const found = asked("removal", removalBy(gone), [there, weak]);
    expect(found.value).toBe("contradicted");
    expect(found.ways[0]!.needs[0]!.overtake).toEqual(["O-1", "O-2"]);
    expect(asked("removal", removalBy(gone), [weak]).ways[0]!.needs[0]!.overtake).toEqual([]);
  });

  test("asks nothing where it is verified", () => {
    const seen = ["O-1", "O-2"].map((name) =>
      observed(name, presence("missiles", "sagua", "absent")),
    );
    expect(asked("removal", removalBy(gone), seen)).toMatchObject({
      value: "verified",
      ways: [{ cost: 0, needs: [] }],
      impossible: [],
    });
  });
});

describe("several atoms", () => {
  test("what is shown already costs nothing", () => {
    const seen = ["O-1", "O-2"].map((name) =>
      observed(name, presence("missiles", "sagua", "absent")),
    );
    expect(asks(asked("removal", removalBy(allOf(gone, goneToo)), seen))).toEqual([
      ["missiles: absent from remedios"],
    ]);
  });

  test("the cheaper way comes first, then the name", () => {
    const condition = anyOf(
      allOf(gone, goneToo),
      isAt("bombers", "sagua", "absent"),
      isAt("base", "mariel", "present"),
    );
    expect(asks(asked("removal", removalBy(condition)))).toEqual([
      ["base: present at mariel"],
      ["bombers: absent from sagua"],
      ["missiles: absent from sagua", "missiles: absent from remedios"],
    ]);
  });

  test("a report on a whole term is one package, not one for each of its classes", () => {
    const whole = isAt("offensive", "sagua", "absent");
    const bombers = observed("O-1", presence("bombers", "sagua", "present"));
    const found = asked("removal", removalBy(whole), [bombers]);
    expect(asks(found)).toEqual([["offensive: absent from sagua"]]);
    expect(found.ways[0]).toMatchObject({ cost: 1, needs: [{ overtake: ["O-1"] }] });
  });

  test("what would have to be shown together with its contrary is no way", () => {
    const never = allOf(gone, { kind: "not", of: gone });
    expect(asked("removal", removalBy(never)).ways).toEqual([]);
  });

  test("at most twenty ways are told, and it says that there are more", () => {
    const of = Array.from({ length: 30 }, (_, i) => isAt("missiles", `pad-${i}`, "absent"));
    const pads = of.map((_, i) => place(`pad-${i}`));
    const texts = [
      agreement([undertaking("removal"), ...pads]),
      reading([requires("removal", { kind: "at-least", k: 15, of })]),
    ];
    const found = asked("removal", texts);
    expect(found.ways).toHaveLength(MOST_WAYS);
    expect(found.more).toBe(true);
    expect(new Set(found.ways.map(({ cost }) => cost))).toEqual(new Set([15]));
  });
});

describe("clauses", () => {
  test("a gate asks for what the clauses behind it ask", () => {
    const found = asked("peace", removalBy(gone, requires("halt", goneToo)));
    expect(asks(found)).toEqual([
      ["missiles: absent from sagua", "missiles: absent from remedios"],
    ]);
    expect(found.ways[0]!.needs.map(({ node }) => node)).toEqual(["peace/1/1/1", "peace/1/2/1"]);
  });

  test("a node of the explanation may be asked about by itself", () => {
    const texts = removalBy(allOf(gone, goneToo));
    expect(asks(asked("removal/1/2", texts))).toEqual([["missiles: absent from remedios"]]);
    expect(() => asked("removal/1/9", texts)).toThrow(RangeError);
    expect(() => asked("nowhere", texts)).toThrow(RangeError);
  });

  test("two that wait on each other can never move, and it names them", () => {
    const texts = removalBy(verified("halt"), requires("halt", verified("removal")));
    const found = asked("removal", texts);
    expect(found.ways).toEqual([]);
    expect(found.impossible).toEqual([
      "a circular wait: removal waits on halt, which waits on removal, so that none can ever move",
    ]);
  });

  test("a circle that has a way out takes it", () => {
    const texts = removalBy(anyOf(verified("halt"), gone), requires("halt", verified("removal")));
    expect(asks(asked("halt", texts))).toEqual([["missiles: absent from sagua"]]);
  });

  test("what nothing verifies, and what only a breach opens, no evidence could verify", () => {
    expect(asked("halt", removalBy(gone)).impossible).toEqual([
      "no text in force says what would verify halt",
    ]);
    expect(asked("action", removalBy(gone)).impossible).toEqual(["removal is not owed"]);
    expect(asked("action", removalBy(gone), [], true).value).toBe("verified");
  });
});

describe("what no evidence could show", () => {
  test("an open term must be settled first (T15)", () => {
    const open: Condition = atom({ kind: "open-term", term: id("sam-sites") });
    const texts = [agreement([question("sam", open)]), reading([])];
    expect(asked("sam", texts).impossible).toEqual([
      "sam-sites is an open term: it must be settled first",
    ]);
  });

  test("what only its bearer may observe is never verified (T24)", () => {
    const own = isAt("missiles", "sagua", "absent", {
      eligibility: { atLeast: null, technical: null, notOf: [], of: [id("USSR")] },
    });
    expect(asked("removal", removalBy(own)).impossible).toEqual([
      "only who owes it may observe missiles: absent from sagua, and its own word verifies nothing",
    ]);
  });
});

describe("exceptions", () => {
  const unless: Condition = {
    kind: "unless",
    condition: gone,
    exception: isAt("base", "mariel", "present"),
  };

  test("an exception that is not shown asks nothing", () => {
    expect(asks(asked("removal", removalBy(unless)))).toEqual([["missiles: absent from sagua"]]);
  });

  test("one that is shown must not stand, and what shows it must be overtaken", () => {
    const shown = ["O-1", "O-2"].map((name) =>
      observed(name, presence("base", "mariel", "present")),
    );
    const found = asked("removal", removalBy(unless), shown);
    expect(found.ways[0]!.needs).toContainEqual({
      node: "removal/1/2",
      ask: "the exception must not stand: base: present at mariel",
      by: "later evidence of the contrary that alone meets the standard",
      overtake: ["O-1", "O-2"],
      refused: [],
    });
    expect(found.ways[0]!.cost).toBe(2);
  });
});

describe("every site", () => {
  const every = (coverage: boolean): QuantifiedCondition => ({
    kind: "every",
    domain: { kind: "places", placeKind: "launch site", declaredOnly: false },
    body: isAt("missiles", EACH, "absent"),
    coverage: coverage ? atom({ kind: "coverage", place: id("island"), fraction: 0.95 }) : null,
  });

  test("asks for each site known now in a line, at a package each, and for the rest of the area", () => {
    const found = asked("removal", removalBy(every(true)));
    expect(found.ways[0]!.cost).toBe(3);
    expect(found.ways[0]!.needs.map(({ node, ask }) => [node, ask])).toEqual([
      ["removal/1", "missiles: absent from sagua and remedios"],
      ["removal/1/3", "95 % of island: seen"],
    ]);
  });

  test("asks for a site that was found as for any other", () => {
    const pad = { ...presence("missiles", "pad-x", "present"), placeKind: "launch site" };
    const found = asked("removal", removalBy(every(true)), [observed("O-1", pad)]);
    expect(found.ways[0]!.cost).toBe(4);
    expect(found.ways[0]!.needs[0]).toMatchObject({
      ask: "missiles: absent from sagua, remedios and pad-x",
      overtake: ["O-1"],
    });
  });

  test("without a word on the rest of the area it is never verified (T19)", () => {
    expect(asked("removal", removalBy(every(false))).impossible).toEqual([
      '"missiles: absent from every launch site": the text does not say how much of which area ' +
        "must be seen, so that it is never known whether there are others",
    ]);
  });

  test("an empty domain is never verified", () => {
    const silos: Condition = {
      ...every(true),
      domain: { kind: "places", placeKind: "silo", declaredOnly: false },
    };
    expect(asked("removal", removalBy(silos)).impossible).toEqual([
      "no silo is known, and an empty domain verifies nothing",
    ]);
  });
});

describe("counts", () => {
  const count = (atLeast: number | "declared") =>
    atom(countOf({ item: id("missiles"), stage: "counted-aboard", amount: atLeast }), {
      soleMethods: ["count-alongside"],
      methods: ["count-alongside"],
    });
  const declared = (low: number) =>
    observed("D-1", said("USSR", { claim: counted(low, { stage: "declared" }) }));
  const estimate = (low: number) =>
    observed("E-1", {
      kind: "assessment",
      matter: "estimate",
      subject: id("missiles"),
      state: "so",
      low,
      high: low,
      from: [],
    });
  const seen = (low: number, report: Partial<CountReport> = {}) =>
    observed("C-1", counted(low, report), { method: "count-alongside" });
  const told = (entries: readonly Entry[], atLeast: number | "declared" = "declared") =>
    asks(asked("removal", removalBy(count(atLeast)), entries))[0];

  test("17 of 42 is 25 more, and not a list of ships", () => {
    expect(told([declared(42), estimate(42), seen(17)])).toEqual([
      "25 more missiles counted aboard departing ships",
    ]);
    expect(told([seen(17)], 42)).toEqual(["25 more missiles counted aboard departing ships"]);
  });

  test("without a declaration, or an estimate, it asks for one", () => {
    expect(told([])).toEqual([
      "a declaration of the number of missiles",
      "an estimate of the number of missiles",
      "as many missiles counted aboard departing ships as are then declared",
    ]);
    expect(told([declared(42), seen(42)])).toEqual(["an estimate of the number of missiles"]);
  });

  test("a declaration below the estimate asks for a greater one, and the count up to it", () => {
    expect(told([declared(33), estimate(38), seen(33)])).toEqual([
      "a declaration of at least 38 missiles, of which 33 are declared",
      "5 more missiles counted aboard departing ships",
    ]);
  });

  test("a count of all departures that falls short must be overtaken", () => {
    const short = seen(38, { allDepartures: true });
    const found = asked("removal", removalBy(count("declared")), [
      declared(42),
      estimate(42),
      short,
    ]);
    expect(found.value).toBe("contradicted");
    expect(found.ways[0]!.needs).toMatchObject([
      { ask: "4 more missiles counted aboard departing ships", overtake: ["C-1"] },
    ]);
  });
});

describe("hostile agreements", () => {
  test("clauses that all wait on one another are answered all the same", () => {
    const names = Array.from({ length: 12 }, (_, i) => `u${i}`);
    const texts = [
      agreement(names.map((name) => undertaking(name))),
      reading(names.map((name) => requires(name, anyOf(...names.map(verified))))),
    ];
    const found = asked("u0", texts);
    expect(found.ways).toEqual([]);
    expect(found.impossible.length).toBeGreaterThan(0);
  });
});
