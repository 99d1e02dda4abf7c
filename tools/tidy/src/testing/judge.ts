import type { Rule } from "../rule.ts";
import { tidy } from "../tidy.ts";

/** What one rule says about one file, among the other files of a small repository. */
export function judge(
  rule: Rule,
  path: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
): readonly string[] {
  const paths = {
    has: (asked: string) =>
      asked === path || Object.keys(others).some((one) => `${one}/`.startsWith(`${asked}/`)),
    read: (asked: string) => others[asked],
  };
  const problems = tidy({ files: [{ path, text }], paths }, [rule], []);
  return problems.map(({ line, message }) => `${line}: ${message}`);
}
