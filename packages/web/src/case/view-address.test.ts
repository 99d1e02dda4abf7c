import { instant } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_ADDRESS, readAddress, type ViewAddress, writeAddress } from "./view-address.ts";

const read = (query: string) => readAddress(new URLSearchParams(query));

describe("the address of a view", () => {
  test("can be read aloud", () => {
    const view: ViewAddress = {
      asOf: instant(Date.parse("1962-11-04T01:44Z")),
      knownAt: 131,
      reading: "us",
      audience: "all",
      why: "removal/1/2",
      entry: null,
    };
    expect(writeAddress(view)).toBe(
      "as-of=1962-11-04T01:44Z&known-at=131&reading=us&audience=all&why=removal/1/2",
    );
  });

  test("says the same when it is read again", () => {
    const name = fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}(\/[0-9]{1,2}){0,3}$/));
    const addresses = fc.record({
      asOf: fc.option(fc.integer({ min: -1e12, max: 4e12 }).map(instant)),
      knownAt: fc.option(fc.nat(999_999)),
      reading: name,
      audience: fc.constant("all" as const),
      why: name,
      entry: name,
    });
    fc.assert(
      fc.property(addresses, (address) => {
        expect(read(writeAddress(address))).toEqual(address);
      }),
    );
  });

  test("asks for nothing where it says nothing", () => {
    expect(read("")).toEqual(EMPTY_ADDRESS);
  });

  test.each([
    "as-of=yesterday",
    "as-of=1962-02-30T00:00Z",
    "known-at=-1",
    "known-at=1e9",
    "known-at=99999999999",
    "why=<script>",
    "entry=%00",
    "reading=a%20b",
    `why=${"x".repeat(301)}`,
  ])("%s is as if it were not there", (query) => expect(read(query)).toEqual(EMPTY_ADDRESS));

  test("is safe from whatever stands in it", () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        expect(() => read(query)).not.toThrow();
      }),
    );
  });
});
