import { DAY_MS, EACH } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { condition, conditionCodes } from "../../testing/case.ts";

const predicate = (words: string) => {
  const read = condition(words);
  if (read.kind !== "atom") throw new Error(`No atom but ${read.kind}: ${words}`);
  return read.predicate;
};

const criterion = (words: string) => {
  const read = condition(words);
  if (read.kind !== "atom") throw new Error(`No atom but ${read.kind}: ${words}`);
  return read.criterion;
};

describe("sentences", () => {
  test.each([
    ["missiles are absent from island", { kind: "presence", state: "absent", subject: "missiles" }],
    ["base is present at mariel", { kind: "presence", state: "present", place: "mariel" }],
    [
      "activity assembly of bombers at sagua",
      {
        kind: "activity",
        activity: "assembly",
        subject: "bombers",
        place: "sagua",
        state: "ongoing",
      },
    ],
    ["activity assembly", { subject: null, place: null, state: "ongoing", by: [] }],
    ["assembly of bombers has ceased", { activity: "assembly", state: "ceased" }],
    ["assembly of bombers at sagua is complete", { place: "sagua", state: "complete" }],
    ["missiles are returned", { activity: "returned", subject: "missiles", state: "complete" }],
    ["cargo of US is inspected", { activity: "cargo-inspected", subject: "US", state: "complete" }],
    [
      "missiles are counted aboard departing ships at least declared",
      { kind: "count", item: "missiles", stage: "counted-aboard", amount: "declared" },
    ],
    ["weapons counted as dismantled is at least 42", { stage: "dismantled", amount: 42 }],
    [
      "access to island for surveillance is granted, with safety guaranteed",
      { kind: "access", place: "island", activity: "surveillance", safety: true },
    ],
    ["access is granted to mariel", { place: "mariel", activity: null, safety: false }],
    ["90 % of island is covered", { kind: "coverage", place: "island", fraction: 0.9 }],
    [
      "USSR promises on removal",
      { kind: "statement", by: "USSR", stance: "promises", on: "removal" },
    ],
    ["UN has performed", { kind: "statement", stance: "performed", on: null }],
    ["assessment intent of base", { kind: "assessment", matter: "intent", subject: "base" }],
    ["provocation", { kind: "open-term", term: "provocation" }],
    ["other provocation", { kind: "open-term", term: "provocation" }],
  ])("%s", (words, expected) => {
    expect(predicate(words)).toMatchObject(expected);
  });

  test("a clause's own requirement is a condition", () => {
    expect(condition("respect is verified")).toEqual({
      kind: "clause",
      clause: "respect",
      state: "verified",
      for: null,
    });
  });

  test("what is refused is named", () => {
    expect(conditionCodes("missiles are absent from US")).toEqual(["wrong-kind"]);
    expect(conditionCodes("missile is absent from island")).toEqual(["undefined-reference"]);
    expect(conditionCodes("101 % of island is covered")).toEqual(["percent-range"]);
    expect(conditionCodes("missiles are counted as lost at least 3")).toEqual(["unknown-stage"]);
    expect(conditionCodes("something else entirely")).toEqual(["unknown-phrase"]);
    expect(conditionCodes("missiles is verified")).toEqual(["wrong-kind"]);
    expect(conditionCodes("activity assembly is nearly")).toEqual(["syntax"]);
    expect(conditionCodes("respect is verified by aerial photography")).toEqual(["misplaced"]);
  });
});

describe("domains", () => {
  const domain = (words: string) => {
    const read = condition(words);
    if (read.kind !== "every" && read.kind !== "some") throw new Error(`No domain: ${words}`);
    return read.domain;
  };

  test.each([
    ["every site", { kind: "places", placeKind: null, declaredOnly: false }],
    ["some launch site", { kind: "places", placeKind: "launch site", declaredOnly: false }],
    ["every declared port", { kind: "places", placeKind: "port", declaredOnly: true }],
  ])("missiles are absent from %s", (words, expected) => {
    expect(domain(`missiles are absent from ${words}`)).toEqual(expected);
  });

  test("a count in per cent of what was declared, at one stage or either of two", () => {
    expect(condition("missiles are counted as departed at least 92.5 % of declared")).toMatchObject(
      {
        predicate: { kind: "count", stage: "departed", amount: { percentOfDeclared: 92.5 } },
      },
    );
    expect(
      condition("missiles are counted as departed or destroyed-in-place at least declared"),
    ).toMatchObject({
      predicate: { stage: "departed", orStage: "destroyed-in-place", amount: "declared" },
    });
  });

  test("more than all of what was declared cannot be asked", () => {
    expect(conditionCodes("missiles are counted as departed at least 120 % of declared")).toEqual([
      "percent-range",
    ]);
  });

  test("members of a group, and ships of which something is reported", () => {
    expect(domain("every member of Neighbours promises on removal")).toEqual({
      kind: "members",
      group: "Neighbours",
    });
    const inbound = { kind: "reported", activity: "inbound" };
    expect(domain("cargo of every inbound ship is inspected")).toEqual(inbound);
    expect(domain("cargo of every ship inbound is inspected")).toEqual(inbound);
  });

  test("the sentence speaks of each member", () => {
    expect(condition("missiles are absent from every site")).toMatchObject({
      kind: "every",
      body: { kind: "atom", predicate: { place: EACH } },
      coverage: null,
    });
  });

  test("coverage closes a domain and is judged like the sentence", () => {
    const words =
      "missiles are absent from every site by aerial photography, with 95 % of island covered";
    const read = condition(words);
    expect(read).toMatchObject({
      coverage: {
        predicate: { kind: "coverage", place: "island", fraction: 0.95 },
        criterion: { methods: ["photography"] },
      },
    });
  });

  test("coverage may have a criterion of its own", () => {
    expect(
      condition(
        "missiles are absent from every site by aerial photography, with 95 % of island covered (seen within 2 days)",
      ),
    ).toMatchObject({ coverage: { criterion: { methods: [], freshness: 2 * DAY_MS } } });
  });

  test("`for every` says more than one thing of each member", () => {
    expect(
      condition(
        "for every site, with 80 % of island covered, (missiles are absent from it and bombers are absent from it)",
      ),
    ).toMatchObject({
      kind: "every",
      body: { kind: "all", of: [{ predicate: { place: EACH } }, { predicate: { place: EACH } }] },
      coverage: { predicate: { fraction: 0.8 } },
    });
  });

  test("what nothing can range over is refused", () => {
    expect(conditionCodes("missiles are absent from every lanch site")).toEqual([
      "unknown-place-kind",
    ]);
    expect(conditionCodes("missiles are absent from it")).toEqual(["it-without-every"]);
    expect(
      conditionCodes("every member of Neighbours accepts on every member of Neighbours"),
    ).toEqual(["ambiguous"]);
    expect(conditionCodes("missiles are absent from island, with 90 % of island covered")).toEqual([
      "coverage-without-every",
    ]);
  });
});

describe("joining", () => {
  test("`and` and `or` join, and do not mix without parentheses", () => {
    expect(condition("respect is verified and respect is breached")).toMatchObject({
      kind: "all",
      k: 2,
    });
    expect(condition("respect is verified or respect is breached")).toMatchObject({
      kind: "any",
      k: 1,
    });
    expect(conditionCodes("respect is verified and respect is breached or provocation")).toEqual([
      "ambiguous",
    ]);
    expect(condition("(respect is verified and respect is breached) or provocation")).toMatchObject(
      { kind: "any", of: [{ kind: "all" }, { kind: "atom" }] },
    );
  });

  test("lists nest by their columns", () => {
    const words = `all of
  - respect is verified
  - at least 2 of
      - removal is verified
      - respect is breached
      - any of
          - provocation
  - not respect is breached`;
    expect(condition(words)).toMatchObject({
      kind: "all",
      k: 3,
      of: [
        { kind: "clause" },
        { kind: "at-least", k: 2, of: [{}, {}, { kind: "any", k: 1, of: [{}] }] },
        { kind: "not", of: { kind: "clause", state: "breached" } },
      ],
    });
  });

  test("an item goes on while its lines stand deeper than its dash", () => {
    const words = `all of
  - missiles are absent from island
    by aerial photography
  - respect is verified
  unless provocation`;
    expect(condition(words)).toMatchObject({
      kind: "unless",
      condition: { kind: "all", of: [{ criterion: { methods: ["photography"] } }, {}] },
    });
  });

  test("`provided` needs both, `unless` makes an exception", () => {
    expect(condition("respect is verified provided removal is verified")).toMatchObject({
      kind: "all",
      k: 2,
    });
    expect(condition("respect is verified, unless provocation")).toMatchObject({ kind: "unless" });
  });

  test("at least more than there are is refused, and at least none", () => {
    expect(conditionCodes("at least 2 of\n  - provocation")).toEqual(["bad-number"]);
    expect(conditionCodes("at least 0 of\n  - provocation")).toEqual(["bad-number"]);
  });
});

describe("what it takes to be sure", () => {
  const words = "missiles are absent from island";

  test("where nothing is said, the defaults of semantics section 4 hold", () => {
    expect(criterion(words)).toEqual({
      methods: [],
      soleMethods: [],
      eligibility: null,
      learning: null,
      equivalentApprovedBy: null,
      freshness: null,
      open: 3,
      doubt: 1,
      breach: 2,
      check: false,
      estimatedBy: [],
      satisfactory: false,
    });
  });

  test("everything can be said, in any order, with commas or without", () => {
    const all = `${words} satisfactory, opening at probable doubting at confirmed, breached at suspected
  or an equivalent approved by President, learning only number and class
  observers not technical, reliable (B or better), not of US or USSR, of UN
  seen within 2 weeks by count alongside, sufficient alone, by aerial photography`;
    expect(criterion(all)).toEqual({
      methods: ["alongside", "photography"],
      soleMethods: ["alongside"],
      eligibility: { atLeast: "B", technical: false, notOf: ["US", "USSR"], of: ["UN"] },
      learning: "number and class",
      equivalentApprovedBy: "President",
      freshness: 14 * DAY_MS,
      open: 2,
      doubt: 3,
      breach: 1,
      check: false,
      estimatedBy: [],
      satisfactory: true,
    });
  });

  test("an act by any member of a group is done by some member of it", () => {
    const asked = condition(
      "activity notice of respect by any member of Neighbours by photography",
    );
    expect(asked).toEqual(
      condition("for some member of Neighbours, (activity notice of respect by it by photography)"),
    );
    expect(asked).toMatchObject({
      kind: "some",
      domain: { kind: "members", group: "Neighbours" },
      body: { kind: "atom", predicate: { by: ["each"] } },
    });
  });

  test("any member of a group does it alone, in a sentence that ranges over nothing else", () => {
    const by = (who: string) => conditionCodes(`activity notice of respect by ${who}`);
    expect(by("any member of Neighbours or US")).toEqual(["ambiguous"]);
    expect(by("any member of US")).toEqual(["wrong-kind"]);
    expect(conditionCodes("activity work at every site by any member of Neighbours")).toEqual([
      "ambiguous",
    ]);
    expect(conditionCodes("missiles are absent from island by any member of Neighbours")).toEqual([
      "wrong-kind",
    ]);
  });

  test("a method is known by the words of its title, by its id, or by its words joined", () => {
    for (const method of [
      "aerial photography",
      "photography",
      "aerial-photography",
      "Aerial Photography",
    ]) {
      expect(criterion(`${words} by ${method}`)).toMatchObject({ methods: ["photography"] });
    }
  });

  test("a body after `by` is who does it, and only an act is done", () => {
    expect(predicate("removal is supervised by UN or ICRC")).toMatchObject({ by: ["UN", "ICRC"] });
    expect(predicate("cargo of US is inspected by UN by count alongside")).toMatchObject({
      by: ["UN"],
    });
    expect(conditionCodes(`${words} by UN`)).toEqual(["wrong-kind"]);
    expect(conditionCodes("removal is supervised by UN, sufficient alone")).toEqual(["wrong-kind"]);
  });

  test("a slip of the pen is refused", () => {
    expect(conditionCodes(`${words} by aerial photograhy`)).toEqual(["unknown-method"]);
    expect(conditionCodes(`${words} opening at likely`)).toEqual(["unknown-level"]);
    expect(conditionCodes(`${words} observers reliable (G or better)`)).toEqual(["unknown-grade"]);
    expect(conditionCodes(`${words} seen within 1 day, seen within 2 days`)).toEqual([
      "duplicate-part",
    ]);
    expect(conditionCodes(`${words} observers of missiles`)).toEqual(["wrong-kind"]);
  });
});
