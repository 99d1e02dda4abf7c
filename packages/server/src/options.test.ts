import { describe, expect, test } from "vitest";
import { DEFAULT_PORT, readOptions } from "./options.ts";

describe("the server's command line", () => {
  test("without a word it listens on this machine alone, on the year of the agreement", () => {
    expect(readOptions([])).toEqual({
      kind: "options",
      options: { host: "127.0.0.1", port: DEFAULT_PORT, portAsked: false, cases: [], store: null },
    });
  });

  test("a port that was asked for is not exchanged for another", () => {
    const reading = readOptions(["--port", "8080", "--case", "a", "--case", "b"]);
    expect(reading).toMatchObject({ options: { port: 8080, portAsked: true, cases: ["a", "b"] } });
  });

  test.each(["x", "-1", "70000", "1.5", " "])("%j is refused as a port", (port) => {
    expect(readOptions([`--port=${port}`])).toMatchObject({ kind: "wrong" });
  });

  test("an option that does not exist is refused, with where to look", () => {
    const reading = readOptions(["--prot", "8080"]);
    expect(reading).toMatchObject({ kind: "wrong", remedy: expect.stringContaining("--help") });
  });

  test("help is asked for in either way", () => {
    expect(readOptions(["--help"])).toEqual({ kind: "help" });
    expect(readOptions(["-h"])).toEqual({ kind: "help" });
  });
});
