import { expect, test } from "vitest";
import { Fault, Refused } from "./index.ts";

class StoreFailed extends Fault<"FULL"> {}

test("a fault carries its code, its remedy and what caused it, under its own name", () => {
  const cause = new Error("no space left");
  const fault = new StoreFailed("FULL", "The disk is full.", "Make room.", { cause });
  expect(fault).toMatchObject({ code: "FULL", remedy: "Make room.", name: "StoreFailed", cause });
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).not.toBeInstanceOf(Refused);
});

test("a refusal that is thrown says what the refusal says, and is a fault", () => {
  const refusal = { code: "duplicate-id", message: "It is there.", remedy: "Take another id." };
  expect(new Refused(refusal)).toMatchObject(refusal);
  expect(new Refused(refusal)).toBeInstanceOf(Fault);
});
