import { expect, test } from "vitest";
import { observed, said } from "../../testing/specimen.ts";
import { id, type Report } from "../evidence/index.ts";
import { refusingIn } from "./refusing.ts";

const access = { kind: "access", place: id("sagua"), activity: null, safety: null } as const;
const inspection = {
  kind: "activity",
  activity: "inspection",
  subject: id("sagua"),
  place: null,
  state: "absent",
  by: id("Cuba"),
} as const;

const inside = (report: Report) => refusingIn(observed("O-1", report));

test("a report of a refusal says who refused", () => {
  const by = id("Cuba");
  expect(inside({ ...access, state: "denied", by })).toEqual({ entry: "O-1", how: "denied", by });
  expect(inside({ ...access, state: "restricted", by })?.how).toBe("restricted");
  expect(inside({ ...inspection, reason: "no leave" })).toMatchObject({ how: "refused", by });
  expect(inside(said("USSR", { stance: "refuses" }))).toMatchObject({ how: "refused", by: "USSR" });
});

test("what nobody is known to have refused names nobody", () => {
  expect(inside({ ...access, state: "denied" })).toBeNull();
  expect(inside({ ...access, state: "granted", by: id("Cuba") })).toBeNull();
  expect(inside(inspection)).toBeNull();
});
