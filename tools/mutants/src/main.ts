/**
 * Changes one line of the code at a time, and runs the tests that should notice:
 *
 *   npm run mutants -- --seed 1 --count 40 --tests "packages/x/src/y packages/x/testing" FILE …
 *
 * Each FILE is put back as it was. What survives is printed with its place; whoever reads that
 * writes the test that was missing, or says why nothing can be told by it.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { draw, type Mutant, mutantsOf } from "./mutate.ts";

/** How long the tests may take, in milliseconds: a mutant that never ends is noticed. */
const PATIENCE_MS = 180_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "30" },
    from: { type: "string", default: "0" },
    tests: { type: "string" },
  },
});
const tests = values.tests?.split(" ").filter((one) => one !== "") ?? [];
if (tests.length === 0 || positionals.length === 0) {
  process.stderr.write("Name the tests (--tests), and the files that are changed.\n");
  process.exit(2);
}
const all = positionals.flatMap((file) => mutantsOf(file, readFileSync(file, "utf8")));
const drawn = draw(all, Number(values.count), Number(values.seed)).slice(Number(values.from));
const survivors = drawn.filter((mutant) => !isNoticed(mutant));
const noticed = drawn.length - survivors.length;
process.stdout.write(`${noticed} of ${drawn.length} were noticed; there are ${all.length}.\n`);
process.exitCode = survivors.length === 0 ? 0 : 1;

function isNoticed({ file, line, before, after }: Mutant): boolean {
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  lines[line - 1] = after;
  const putBack = (): void => writeFileSync(file, text);
  process.once("SIGTERM", putBack);
  writeFileSync(file, lines.join("\n"));
  try {
    const args = ["vitest", "run", ...tests, "--bail=1", "--pool=threads", "--maxWorkers=1"];
    const { status } = spawnSync("npx", args, { timeout: PATIENCE_MS, stdio: "ignore" });
    const said = status === 0 ? "SURVIVED" : "noticed ";
    process.stdout.write(`${said} ${file}:${line}\n  - ${before.trim()}\n  + ${after.trim()}\n`);
    return status !== 0;
  } finally {
    putBack();
    process.off("SIGTERM", putBack);
  }
}
