import { describe, expect, test } from "vitest";
import {
  agreement,
  allOf,
  anyOf,
  at,
  atom,
  counted,
  countOf,
  isAt,
  measure,
  observed,
  option,
  presence,
  requires,
  said,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import type { Condition, Declaration, Entry, Requirement } from "../agreement/index.ts";
import { type AccessReport, id, position } from "../evidence/index.ts";
import { sayAtom } from "../verdict/index.ts";
import { openJudge } from "./judge.ts";

/** What is said of clauses on 1 December, after some entries. */
function assessed(
  clauses: readonly (Declaration | Requirement)[],
  entries: readonly Entry[] = [],
  audience: readonly string[] | null = null,
) {
  const declarations = clauses.filter((one) => one.kind !== "requirement");
  const requirements = clauses.filter((one) => one.kind === "requirement");
  const texts = [agreement(declarations as readonly Declaration[], requirements)];
  const knownAt = position(entries.length);
  return openJudge({ texts, entries }).assess({
    asOf: at("1962-12-01"),
    knownAt,
    reading: null,
    under: null,
    audience,
  });
}

const SOLE = { methods: ["aerial-photography"], soleMethods: ["aerial-photography"] };
const EVERY_DECLARED: Condition = {
  kind: "every",
  domain: { kind: "places", placeKind: "launch site", declaredOnly: true },
  body: isAt("missiles", "it", "absent"),
  coverage: null,
};
const breached: Condition = {
  kind: "clause",
  clause: id("removal"),
  state: "breached",
  for: null,
};

describe("an option", () => {
  test("that waits for nothing is open, and says so", () => {
    const { options } = assessed([option("flight")]);
    expect(options[0]).toMatchObject({
      status: "open",
      reason: "It is open: no text in force makes it wait for anything.",
    });
  });

  test("that waits on a status says how that stands, which no evidence confirms", () => {
    const wait = (opensWhen: Condition) =>
      assessed([undertaking("removal"), option("action", { opensWhen })]).options[0];
    expect(wait(breached)).toMatchObject({
      reason: "It is not open: removal is not breached.",
      finding: "it has not come about",
    });
    expect(wait(anyOf(breached, { ...breached, state: "overdue" }))?.reason).toBe(
      "It is not open: none of: removal is breached; removal is overdue.",
    );
  });
});

describe("a duty", () => {
  test("that is kept so far and not verified says what is still to be", () => {
    const gone = isAt("missiles", "sagua", "absent");
    const kept = undertaking("absence", { form: "keep" });
    const { undertakings } = assessed([kept, requires("absence", gone)]);
    expect(undertakings[0]?.reason).toBe(
      "Kept so far; still to be verified: missiles: absent from sagua.",
    );
  });

  test("that a count performs tells that count once, with what it is counted as", () => {
    const all = countOf({ item: id("missiles"), stage: "returned", amount: 42 });
    const clauses = [undertaking("removal"), requires("removal", atom(all, SOLE))];
    const some = observed("O-1", counted(38, { stage: "returned" }));
    expect(assessed(clauses, [some]).undertakings[0]?.reason).toBe(
      "Not yet: 38 of 42 missiles counted as returned, 4 to go.",
    );
  });

  test("is breached, and says that what it asks is verified since", () => {
    const there = isAt("missiles", "sagua", "absent", SOLE);
    const clauses = [undertaking("absence", { form: "keep" }), requires("absence", there)];
    const entries = [
      observed("O-1", presence("missiles", "sagua", "present"), { from: "1962-11-01" }),
      observed("O-2", presence("missiles", "sagua", "absent"), { from: "1962-11-10" }),
    ];
    const { reason } = assessed(clauses, entries).undertakings[0]!;
    expect(reason).toContain("until cured on the record; all that it asks is verified now.");
  });
});

// Days are those of New York, where 1 November begins five hours after it does in UTC.
describe("a refusal to let inspectors in", () => {
  const inspected = atom({
    kind: "activity",
    activity: "inspection",
    subject: null,
    place: id("sagua"),
    state: "complete",
    by: [id("UN")],
  });
  const clauses = [
    undertaking("removal"),
    requires("removal", allOf(isAt("missiles", "sagua", "absent"), inspected)),
  ];
  const access = (state: AccessReport["state"], fields: Partial<AccessReport> = {}) =>
    ({
      kind: "access",
      place: id("island"),
      activity: "inspection",
      state,
      safety: null,
      ...fields,
    }) as AccessReport;
  const told = (entries: readonly Entry[], audience: readonly string[] | null = null) =>
    assessed(clauses, entries, audience).undertakings[0]!.reason;

  test("is told beside an inspection that is asked there, with by whom and since when", () => {
    const denied = observed("O-1", access("denied", { by: id("Cuba") }), { from: "1962-11-01" });
    expect(told([denied])).toContain("Inspection refused by Cuba since 31 Oct 1962.");
    const granted = observed("O-2", access("granted"), { from: "1962-11-05" });
    expect(told([denied, granted])).not.toContain("refused");
    const elsewhere = observed("O-1", access("denied", { place: id("mariel") }));
    expect(told([elsewhere])).not.toContain("refused");
  });

  test("is told to none who may not see what tells of it, and never on worthless words", () => {
    const secret = observed("O-1", access("denied", { by: id("Cuba") }), { labels: ["secret"] });
    expect(told([secret], [])).not.toContain("refused");
    expect(told([secret], ["secret"])).toContain("refused by Cuba");
    const rumour = observed("O-1", access("denied", { by: id("Cuba") }), { grade: "E5" });
    expect(told([rumour])).not.toContain("refused");
  });
});

describe("of what alone a verdict speaks", () => {
  test("is the known places where it asks of the declared ones", () => {
    const clauses = [undertaking("removal"), requires("removal", EVERY_DECLARED)];
    expect(assessed(clauses).undertakings[0]?.limits).toEqual(["known places only"]);
  });

  test("is what was declared where it asks for a share of that, through other clauses too", () => {
    const share = countOf({
      item: id("missiles"),
      stage: "returned",
      amount: { percentOfDeclared: 95 },
    });
    const entries = [
      observed("D-1", said("USSR", { claim: counted(40, { stage: "declared" }) }), {
        method: "statement",
        body: "USSR",
      }),
      observed("O-1", counted(10, { stage: "returned" })),
    ];
    const clauses = [
      undertaking("removal"),
      requires("removal", atom(share)),
      measure("embargo", { until: verified("removal") }),
    ];
    const { undertakings, measures } = assessed(clauses, entries);
    expect(undertakings[0]?.limits).toEqual(["declared only"]);
    expect(measures[0]?.limits).toEqual(["declared only"]);
  });
});

describe("the headline", () => {
  test("names what is in doubt by itself, and what is under way beside every graver thing", () => {
    const doubted = requires("calm", isAt("missiles", "sagua", "absent"));
    const clauses = [
      undertaking("late", { deadline: { ends: at("1962-11-20"), wholeDay: false } }),
      undertaking("calm", { form: "keep" }),
      undertaking("removal"),
      doubted,
    ];
    const seen = observed("O-1", presence("missiles", "sagua", "present"), { grade: "C3" });
    expect(assessed(clauses, [seen]).headline).toBe(
      "Overdue: late. In doubt, though no breach is shown: calm. Under way: removal.",
    );
  });

  test("closes a comma that a name opens", () => {
    const quarantine = { ...measure("quarantine"), title: "the quarantine, which it disputes" };
    expect(assessed([quarantine]).headline).toBe("The quarantine, which it disputes, is in force.");
  });
});

test("a count is said with all that is counted together, its place, and that it is in all", () => {
  const predicate = countOf({
    item: id("missiles"),
    together: [id("bombers")],
    stage: "in-place",
    amount: 5,
    bound: "at-most",
    place: id("mariel"),
    inAll: true,
  });
  const titleOf = (one: string) => one;
  expect(sayAtom({ predicate, negated: false }, { titleOf } as never)).toBe(
    "missiles and bombers together, in place at mariel: at most 5 in all",
  );
});
