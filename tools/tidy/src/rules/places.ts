import type { Finding, Rule } from "../rule.ts";

// Written in pieces, so that this file passes its own rule.
const HOMES = ["home", "Users", "root", "work", "mnt"].join("|");
const MACHINE_PATH = new RegExp(`(?<![\\w./@~-])(/(${HOMES})/[\\w.-]+|[A-Z]:\\\\Users\\\\)`);
const REGISTRY = new RegExp(["\\bregistry", "[\\w-]+(\\.[\\w-]+)+"].join("\\."), "i");

/** Nothing speaks of the machine it was written on, or of where packages came from. */
export const places: Rule = {
  name: "places",
  why: "A path or a host of one machine is wrong on every other, and says what is not the reader's.",
  on: "text",
  check({ text }) {
    return text.split("\n").flatMap((line, index): readonly Finding[] => {
      const path = MACHINE_PATH.exec(line)?.[1];
      const host = REGISTRY.exec(line)?.[0];
      return [
        ...(path === undefined
          ? []
          : [
              { line: index + 1, message: `'${path}' exists on one machine; use a relative path.` },
            ]),
        ...(host === undefined
          ? []
          : [
              {
                line: index + 1,
                message: `'${host}' names a registry; leave it to npm's settings.`,
              },
            ]),
      ];
    });
  },
};
