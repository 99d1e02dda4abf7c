/**
 * Changes one line of the code at a time, and runs the tests that should notice:
 *
 *   npm run mutants -- --seed 1 --count 40 --tests "packages/x/src/y" --tests packages/x/testing FILE …
 *
 * Tests that are named later run only where those before them have noticed nothing.
 * Each FILE is put back as it was. What survives is printed with its place; whoever reads that
 * writes the test that was missing, or says why nothing can be told by it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { draw, type Mutant, mutantsOf } from "./mutate.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "30" },
    from: { type: "string", default: "0" },
    tests: { type: "string", multiple: true },
  },
});
const tests = values.tests ?? [];
if (tests.length === 0 || positionals.length === 0) {
  process.stderr.write("Name the tests (--tests), and the files that are changed.\n");
  process.exit(2);
}
const all = positionals.flatMap((file) => mutantsOf(file, readFileSync(file, "utf8")));
const drawn = draw(all, Number(values.count), Number(values.seed)).slice(Number(values.from));
const begun = performance.now();
if (!(await pass(undefined))) {
  process.stderr.write("The tests fail before anything is changed.\n");
  process.exit(2);
}
/** A mutant that never ends is noticed, and a machine that is busier than before is borne. */
const patienceMs = Math.ceil(30_000 + 2 * (performance.now() - begun));
const survivors: Mutant[] = [];
for (const mutant of drawn) if (!(await isNoticed(mutant))) survivors.push(mutant);
const noticed = drawn.length - survivors.length;
process.stdout.write(`${noticed} of ${drawn.length} were noticed; there are ${all.length}.\n`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function isNoticed({ file, line, before, after }: Mutant): Promise<boolean> {
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  lines[line - 1] = after;
  const putBack = (): void => writeFileSync(file, text);
  const stop = (): never => {
    putBack();
    process.exit(1);
  };
  process.once("SIGTERM", stop);
  writeFileSync(file, lines.join("\n"));
  try {
    const isSurvivor = await pass(patienceMs);
    const said = isSurvivor ? "SURVIVED" : "noticed ";
    process.stdout.write(`${said} ${file}:${line}\n  - ${before.trim()}\n  + ${after.trim()}\n`);
    return !isSurvivor;
  } finally {
    putBack();
    process.off("SIGTERM", stop);
  }
}

/** Whether the tests pass, each within a time. A run that is stopped takes its tests along. */
async function pass(timeout: number | undefined): Promise<boolean> {
  const how = ["--bail=1", "--no-isolate", "--pool=threads", "--maxWorkers=1"];
  for (const named of tests) {
    const args = ["run", ...named.split(" "), ...how];
    const run = spawn("node_modules/.bin/vitest", args, { timeout, stdio: "ignore" });
    const end = (): boolean => run.kill();
    process.once("exit", end);
    const [status] = await once(run, "exit");
    process.off("exit", end);
    if (status !== 0) return false;
  }
  return true;
}
