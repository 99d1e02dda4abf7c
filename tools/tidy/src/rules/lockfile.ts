import type { Rule } from "../rule.ts";

/** The lockfile holds versions and hashes, and no address. */
export const lockfile: Rule = {
  name: "lockfile",
  why: "An address in the lockfile ties every clone to the mirror of whoever installed last.",
  on: "text",
  check({ path, text }) {
    if (path !== "package-lock.json") return [];
    return text.split("\n").flatMap((line, index) => {
      if (!/"resolved":\s*"[a-z+]+:/.test(line)) return [];
      const message = "Remove 'resolved' (.npmrc sets omit-lockfile-registry-resolved).";
      return [{ line: index + 1, message }];
    });
  },
};
