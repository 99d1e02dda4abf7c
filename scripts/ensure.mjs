/**
 * Brings a checkout to the state in which its commands run: what is missing or out of date is
 * installed, generated or built; what is current is left alone and costs a few milliseconds.
 *
 * Plain JavaScript without dependencies, for any Node from 18: it runs before there is anything
 * else. `--web` also builds the web app.
 */
import { fileURLToPath } from "node:url";
import { install, needsInstall } from "./ensure/install.mjs";
import { withLock } from "./ensure/lock.mjs";
import { generateParser, needsParser } from "./ensure/parser.mjs";
import { requireNode } from "./ensure/runtime.mjs";
import { buildWebApp, needsWebApp } from "./ensure/web-app.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const wantsWebApp = process.argv.includes("--web");

/** Each step is asked again once the lock is held: another process may just have done it. */
const steps = [
  { needed: () => needsInstall(root), run: () => install(root) },
  { needed: () => needsParser(root), run: () => generateParser(root) },
  { needed: () => wantsWebApp && needsWebApp(root), run: () => buildWebApp(root) },
];

try {
  if (steps.some((step) => step.needed())) {
    await withLock(root, async () => {
      for (const step of steps) if (step.needed()) await step.run();
    });
  }
  requireNode(root);
} catch (failure) {
  process.stderr.write(`\n${failure instanceof Error ? failure.message : failure}\n`);
  process.exitCode = 1;
}
