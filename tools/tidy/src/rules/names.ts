import type { Rule } from "../rule.ts";

const EMPTY_NAMES = /^(utils?|helpers?|common|misc|managers?|stuff|v\d+)$/;
const EMPTY_ENDINGS = /[-_.](utils?|helpers?|managers?)$|[a-z](Utils?|Helpers?|Managers?)$/;

/** No file and no folder is named after nothing in particular. */
export const names: Rule = {
  name: "names",
  why: "A function without a home shows a missing concept.",
  on: "text",
  check({ path }) {
    if (path.startsWith("cases/")) return [];
    const parts = path.split("/").map((part) => part.replace(/\.[a-z.-]+$/, ""));
    const empty = parts.find((part) => EMPTY_NAMES.test(part) || EMPTY_ENDINGS.test(part));
    if (empty === undefined) return [];
    return [{ line: 1, message: `'${empty}' names no concept; name the file after its content.` }];
  },
};
