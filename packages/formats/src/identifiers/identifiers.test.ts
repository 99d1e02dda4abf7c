import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { containerCheckDigit, identifierFault, imoCheckDigit } from "./identifiers.ts";

describe("the number of a ship", () => {
  test.each(["9074729", "IMO 9074729", "imo9074729", "IMO No. 9074729", " 9086526 "])(
    "%s is right",
    (value) => expect(identifierFault("imo", value)).toBeNull(),
  );

  test.each([
    ["9074728", "check-digit", "9"],
    ["907472", "form", null],
    ["90747299", "form", null],
    ["IMO", "form", null],
    ["", "form", null],
    ["９０７４７２８", "check-digit", "9"],
  ])("%s is wrong by its %s", (value, fault, expected) => {
    expect(identifierFault("imo", value)).toEqual({ kind: "imo", value, fault, expected });
  });

  test("with one digit replaced is found out, unless it weighs ten", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.nat(5), fc.nat(9), (six, at, digit) => {
        const digits = String(six).padStart(6, "0");
        const other = `${digits.slice(0, at)}${digit}${digits.slice(at + 1)}`;
        const difference = (Number(digits[at]) - digit) * (7 - at);
        const isFound = imoCheckDigit(digits) !== imoCheckDigit(other);
        expect(isFound).toBe(difference % 10 !== 0);
      }),
    );
  });
});

describe("the number of a container", () => {
  // CSQU3054383 is the example of ISO 6346 itself.
  test.each(["CSQU3054383", "csqu 305438-3", "TOLU4734787"])("%s is right", (value) => {
    expect(identifierFault("container", value)).toBeNull();
  });

  test.each([
    ["CSQU3054384", "check-digit", "3"],
    ["CSQX3054383", "form", null],
    ["CSQU305438", "form", null],
  ])("%s is wrong by its %s", (value, fault, expected) => {
    expect(identifierFault("container", value)).toMatchObject({ fault, expected });
  });

  test("weighs letters as the standard's table does", () => {
    const table = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").map((letter) => {
      // Alone in the first place a letter weighs itself; ten digits of 0 add nothing.
      return Number(containerCheckDigit(`${letter}000000000`));
    });
    const values = [
      10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34, 35,
      36, 37, 38,
    ];
    expect(table).toEqual(values.map((value) => (value % 11) % 10));
  });
});

describe("other identifiers have a form alone", () => {
  test.each([
    ["mmsi", "211000000"],
    ["mmsi", "002110000"],
    ["mmsi", "111211000"],
    ["mmsi", "970123456"],
    ["mmsi", "992111000"],
    ["hs", "1001"],
    ["hs", "1001.99"],
    ["hs", "1512 11 91 10"],
  ] as const)("%s %s is right", (kind, value) => {
    expect(identifierFault(kind, value)).toBeNull();
  });

  test.each([
    ["mmsi", "111000000 1"],
    ["mmsi", "123456789"],
    ["mmsi", "97112345"],
    ["hs", "100"],
    ["hs", "7701"],
    ["hs", "9801"],
    ["hs", "grain"],
  ] as const)("%s %s is wrong", (kind, value) => {
    expect(identifierFault(kind, value)).toMatchObject({ fault: "form" });
  });
});
