import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { HELP, VERBS } from "./verbs.ts";

const GUIDE = readFileSync(new URL("../../../docs/user-guide.md", import.meta.url), "utf8");

test.each(Object.keys(VERBS))(
  "%s is told of in the help and has its part of the user guide",
  (verb) => {
    expect(HELP).toMatch(new RegExp(`^ {2}${verb}\\b`, "m"));
    expect(GUIDE).toMatch(new RegExp(`^##.*(?<!-)\\b${verb}\\b`, "m"));
  },
);
