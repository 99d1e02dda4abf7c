import { describe, expect, test } from "vitest";
import {
  agreement,
  allOf,
  assurance,
  at,
  atom,
  countOf,
  isAt,
  minute,
  named,
  option,
  reading,
  requires,
  undertaking,
  WHEREVER,
} from "../../testing/specimen.ts";
import type { Declaration, Power, Requirement, Undertaking } from "../agreement/index.ts";
import { id } from "../evidence/index.ts";
import { flawsOf } from "./flaws.ts";

const codes = (declarations: readonly Declaration[], ...requirements: readonly Requirement[]) =>
  flawsOf([agreement(declarations), reading(requirements)]).map(({ code, on }) => `${code} ${on}`);

const gone = isAt("missiles", "sagua", "absent");
const authority = (name: string, power: Partial<Power>): Declaration => ({
  ...named(name),
  kind: "authority",
  may: [{ act: "approve", of: null, withApprovalOf: null, from: null, when: null, ...power }],
});

describe("never-running", () => {
  const owed = (fields: Partial<Undertaking>) =>
    codes([undertaking("removal", fields)], requires("removal", gone));
  const never = "never-running removal";

  test("a date before the beginning", () => {
    const from = at("1962-11-01");
    expect(owed({ from, deadline: minute("1962-10-01") })).toContain(never);
    expect(owed({ from, deadline: minute("1962-12-01") })).not.toContain(never);
  });

  test("a clock without a start", () => {
    const within = { count: 30, unit: "day" } as const;
    expect(owed({ within })).toContain(never);
    expect(owed({ within, from: at("1962-11-01") })).not.toContain(never);
    expect(owed({ within, dueWhen: gone })).not.toContain(never);
  });

  test("at least five of a thing and not as many as three", () => {
    const many = (amount: number) =>
      atom(countOf({ item: id("missiles"), stage: "in-place", amount }));
    const asked = (least: number, notAsMany: number) =>
      codes(
        [undertaking("removal")],
        requires("removal", allOf(many(least), { kind: "not", of: many(notAsMany) })),
      );
    expect(asked(5, 3)).toContain(never);
    expect(asked(2, 3)).not.toContain(never);
    const exactly = atom({ ...many(5).predicate, ...WHEREVER, bound: "exactly" } as never);
    expect(codes([undertaking("removal")], requires("removal", allOf(many(6), exactly)))).toContain(
      never,
    );
  });
});

describe("nobody-may", () => {
  const equivalent = isAt("missiles", "sagua", "absent", { equivalentApprovedBy: id("Council") });
  const asked = (...more: readonly Declaration[]) =>
    codes([undertaking("removal"), ...more], requires("removal", equivalent));

  test("an equivalent that the text lets nobody approve", () => {
    expect(asked()).toContain("nobody-may removal");
    expect(asked(authority("Council", {}))).not.toContain("nobody-may removal");
    expect(asked(authority("Council", { of: id("halt") }))).toContain("nobody-may removal");
    expect(asked(authority("Council", { withApprovalOf: id("Council") }))).toContain(
      "nobody-may removal",
    );
  });

  test("an assurance whose tender would need its own author's approval", () => {
    const own = authority("President", { act: "tender", withApprovalOf: id("President") });
    const promise = assurance("peace", { while: gone });
    expect(codes([promise, own])).toContain("nobody-may peace");
    expect(codes([promise])).not.toContain("nobody-may peace");
  });
});

test("own-accuser: an option that only its own party's observers could open", () => {
  const seenBy = (body: string) =>
    option("answer", {
      opensWhen: isAt("missiles", "sagua", "present", {
        eligibility: { atLeast: null, technical: null, notOf: [], of: [id(body)] },
      }),
    });
  expect(codes([undertaking("removal"), seenBy("US")])).toContain("own-accuser answer");
  expect(codes([undertaking("removal"), seenBy("UN")])).not.toContain("own-accuser answer");
});

test("a promise of something else is no word on the duty itself", () => {
  const promise = atom({
    kind: "statement",
    by: id("USSR"),
    stance: "promises",
    on: id("bombers"),
  });
  expect(codes([undertaking("removal")], requires("removal", promise))).not.toContain(
    "self-verified removal",
  );
});

test("self-verified: the bearer's own word that it performed, or will, on the duty itself", () => {
  const word = (stance: "performed" | "promises") =>
    atom({ kind: "statement", by: id("USSR"), stance, on: id("removal") });
  for (const stance of ["performed", "promises"] as const) {
    expect(codes([undertaking("removal")], requires("removal", word(stance)))).toContain(
      "self-verified removal",
    );
  }
});
