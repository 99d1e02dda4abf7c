import { fileURLToPath } from "node:url";
import { ALLOWED } from "./allowed.ts";
import { arrowProblems, followImports } from "./arrows.ts";
import { deadCode } from "./dead-code.ts";
import { doorProblems } from "./doors.ts";
import { readRepository } from "./repository.ts";
import { RULES } from "./rules.ts";
import { isSource } from "./source.ts";
import { tidy } from "./tidy.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const { files, paths } = readRepository(root);
const sources = files.map(({ path }) => path).filter(isFollowed);
const graph = await followImports(root);
const problems = [
  ...tidy({ files, paths }, RULES, ALLOWED),
  ...arrowProblems(graph, sources),
  ...doorProblems(graph),
  ...deadCode(root),
];

for (const { path, line, rule, message } of problems) {
  process.stdout.write(`${path}:${line}  ${rule}  ${message}\n`);
}
for (const { name, why } of RULES) {
  if (problems.some(({ rule }) => rule === name)) process.stdout.write(`\n${name}: ${why}\n`);
}
const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
process.stdout.write(`\n${files.length} files, ${RULES.length} rules, ${count}.\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Source in a folder where imports are followed. */
function isFollowed(path: string): boolean {
  return isSource(path) && /^(packages|bench|tools|scripts|conformance)\//.test(path);
}
