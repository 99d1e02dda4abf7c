import { describe, expect, test } from "vitest";
import { observed, presence, said } from "../../testing/specimen.ts";
import { BEGINNING } from "../time/index.ts";
import { type AdmissibilityBasis, failings } from "./admissibility.ts";
import { DEFAULT_CRITERION, type Eligibility } from "./criterion.ts";
import { type EntryId, id } from "./ids.ts";
import type { Observation, Observer } from "./observation.ts";

const absence = presence("missiles", "sagua", "absent");
const openEligibility: Eligibility = { atLeast: null, technical: null, notOf: [], of: [] };

const basis = (fields: Partial<AdmissibilityBasis> = {}): AdmissibilityBasis => ({
  criterion: DEFAULT_CRITERION,
  self: new Set([id("USSR"), id("Tass")]),
  performs: () => false,
  releasable: () => true,
  stands: () => true,
  ancestors: () => [],
  equivalents: new Map(),
  ...fields,
});

const codes = (
  observation: Observation,
  side: "for" | "against",
  fields: Partial<AdmissibilityBasis> = {},
) => failings(observation, side, basis(fields)).map(({ code }) => code);

const asking = (eligibility: Partial<Eligibility>) =>
  basis({
    criterion: { ...DEFAULT_CRITERION, eligibility: { ...openEligibility, ...eligibility } },
  });

const swede: Observer = { body: id("UN"), nationality: id("Sweden"), technical: false };

describe("not-self", () => {
  test("the word of who owes a thing never verifies it, and may count against it", () => {
    const word = observed("O-1", said("USSR", { claim: absence }), { method: "statement" });
    expect(codes(word, "for")).toEqual(["not-self"]);
    expect(codes(word, "against")).toEqual([]);
  });

  test("nor does the word of who acts for it, as source or as observer", () => {
    expect(codes(observed("O-1", absence, { body: "Tass" }), "for")).toEqual(["not-self"]);
    const observer = { body: id("USSR"), nationality: null, technical: null };
    expect(codes(observed("O-1", absence, { observers: [observer] }), "for")).toEqual(["not-self"]);
  });

  test("nor does anything that was derived from it", () => {
    const word = observed("O-1", said("USSR", { claim: absence }));
    const retold = observed("O-2", absence, { body: "UN", lineage: ["O-1"] });
    expect(codes(retold, "for", { ancestors: () => [word] })).toEqual(["not-self"]);
    expect(codes(retold, "against", { ancestors: () => [word] })).toEqual([]);
  });

  test("where the thing owed is itself a statement, making it is performance", () => {
    const grant = observed("O-1", said("USSR", { stance: "grants" }));
    expect(codes(grant, "for", { performs: () => true })).toEqual([]);
  });

  test("the word of another party counts", () => {
    expect(codes(observed("O-1", said("US", { claim: absence })), "for")).toEqual([]);
  });
});

describe("method", () => {
  const criterion = { ...DEFAULT_CRITERION, methods: ["ground-inspection"] };
  const photograph = observed("O-1", absence);

  test("a method that the requirement does not accept opens nothing, and may doubt", () => {
    expect(codes(photograph, "for", { criterion })).toEqual(["method"]);
    expect(codes(photograph, "against", { criterion })).toEqual([]);
  });

  test("an accepted method counts, and so does an approved equivalent", () => {
    const inspection = observed("O-1", absence, { method: "ground-inspection" });
    expect(codes(inspection, "for", { criterion })).toEqual([]);
    const equivalents = new Map([["aerial-photography", BEGINNING]]);
    expect(codes(photograph, "for", { criterion, equivalents })).toEqual([]);
  });
});

describe("observers", () => {
  const by = (...observers: readonly Observer[]) => observed("O-1", absence, { observers });
  const why = (observation: Observation, eligibility: Partial<Eligibility>) =>
    failings(observation, "for", asking(eligibility)).map((one) => `${one.code}: ${one.why}`);

  test("reliable, non-technical non-Americans are eligible (T31)", () => {
    const rule = { atLeast: "B", technical: false, notOf: [id("US")] } as const;
    expect(why(by(swede), rule)).toEqual([]);
    expect(why(by(swede, { ...swede, nationality: id("US") }), rule)).toEqual([
      "observers: an observer of US, and none of US may be",
    ]);
    expect(why(by({ ...swede, technical: true }), rule)).toEqual([
      "observers: an observer is technical",
    ]);
    expect(why(observed("O-1", absence, { observers: [swede], grade: "C2" }), rule)).toEqual([
      "observers: reliability C, and B or better is asked",
    ]);
  });

  test("what is not said of an observer counts as not met", () => {
    expect(why(by(), { technical: false })).toHaveLength(1);
    expect(why(by({ ...swede, technical: null }), { technical: false })).toHaveLength(1);
    expect(why(by({ ...swede, technical: null }), { technical: true })).toHaveLength(1);
    expect(why(by({ ...swede, nationality: null }), { notOf: [id("US")] })).toHaveLength(1);
  });

  test("each observer must be of one of the bodies or nations asked", () => {
    expect(why(by(swede), { of: [id("UN")] })).toEqual([]);
    expect(why(by(swede), { of: [id("Sweden"), id("Austria")] })).toEqual([]);
    expect(
      why(by(swede, { ...swede, body: id("ICRC"), nationality: null }), { of: [id("UN")] }),
    ).toHaveLength(1);
  });

  test("a source that cannot be judged is not reliable", () => {
    const unjudged = observed("O-1", absence, { observers: [swede], grade: "F2" });
    expect(why(unjudged, { atLeast: "E" })).toHaveLength(1);
  });

  test("an ineligible observer may doubt what it may not open", () => {
    const american = by({ ...swede, nationality: id("US") });
    expect(failings(american, "against", asking({ notOf: [id("US")] }))).toEqual([]);
  });
});

describe("integrity and standing", () => {
  test.each(["for", "against"] as const)("what is not intact does not count, %s", (side) => {
    expect(codes(observed("O-1", absence, { intact: false }), side)).toEqual(["integrity"]);
  });

  test.each(["for", "against"] as const)("what no longer stands does not count, %s", (side) => {
    expect(codes(observed("O-1", absence), side, { stands: () => false })).toEqual(["standing"]);
  });

  test.each(["for", "against"] as const)(
    "what rests on what no longer stands falls with it, %s",
    (side) => {
      const parent = observed("O-1", absence);
      const child = observed("O-2", absence, { lineage: ["O-1"] });
      const fields = {
        ancestors: () => [parent],
        stands: (name: EntryId) => name !== parent.id,
      };
      expect(codes(child, side, fields)).toEqual(["standing"]);
    },
  );

  test("every rule that fails is named", () => {
    const criterion = {
      ...DEFAULT_CRITERION,
      methods: ["ground-inspection"],
      eligibility: { ...openEligibility, technical: false },
    };
    const word = observed("O-1", said("USSR"), { intact: false });
    expect(codes(word, "for", { criterion, stands: () => false })).toEqual([
      "standing",
      "integrity",
      "not-self",
      "method",
      "observers",
    ]);
  });
});

describe("release", () => {
  test("what the audience may not see counts on neither side for it", () => {
    const seen = observed("O-1", absence, { labels: ["secret"] });
    const hidden = { releasable: (labels: readonly string[]) => labels.length === 0 };
    expect(codes(seen, "for", hidden)).toEqual(["release"]);
    expect(codes(seen, "against", hidden)).toEqual(["release"]);
    expect(codes(seen, "for")).toEqual([]);
  });
});
