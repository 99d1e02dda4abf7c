import { describe, expect, test } from "vitest";
import { isHostAllowed, isLoopback } from "./host.ts";

describe("the names by which a server on loopback may be asked", () => {
  test.each(["localhost:1962", "127.0.0.1:1962", "[::1]:1962", "LOCALHOST", "127.0.0.2"])(
    "%s is one of them",
    (header) => expect(isHostAllowed(header, "127.0.0.1")).toBe(true),
  );

  test.each(["evil.example", "localhost.evil.example:1962", "10.0.0.1", "127.0.0.1.evil.example"])(
    "%s is refused: another page may have pointed its own name here",
    (header) => expect(isHostAllowed(header, "127.0.0.1")).toBe(false),
  );

  test("a request without a name is refused", () => {
    expect(isHostAllowed(undefined, "127.0.0.1")).toBe(false);
    expect(isHostAllowed(undefined, "0.0.0.0")).toBe(false);
  });

  test("a server that others reach may go by names that it does not know", () => {
    expect(isHostAllowed("mission.example", "0.0.0.0")).toBe(true);
  });

  test("only this machine's own addresses are loopback", () => {
    expect(["localhost", "::1", "127.0.0.1", "127.9.9.9"].every(isLoopback)).toBe(true);
    expect(["0.0.0.0", "10.0.0.1", "1127.0.0.1"].some(isLoopback)).toBe(false);
  });
});
