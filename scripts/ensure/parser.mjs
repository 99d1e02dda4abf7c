import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, readStamp } from "./fingerprint.mjs";
import { nodeOf } from "./runtime.mjs";
import { step } from "./step.mjs";

const PACKAGE = "packages/language";
const CONFIG = `${PACKAGE}/langium-config.json`;

/** @param {string} root */
export function needsParser(root) {
  return existsSync(join(root, CONFIG)) && readStamp(stampOf(root)) !== wanted(root);
}

/**
 * Generates the parser of the agreement language from its grammar.
 *
 * @param {string} root
 */
export async function generateParser(root) {
  const hash = wanted(root);
  const command = join(root, "node_modules", "langium-cli", "bin", "langium.js");
  // The generator asks before it writes beside a file that is not its own, and without an answer
  // writes nothing, and yet succeeds.
  rmSync(stampOf(root), { force: true });
  await step("Generating the parser", nodeOf(root), [command, "generate"], {
    cwd: join(root, PACKAGE),
  });
  writeFileSync(stampOf(root), `${hash}\n`);
}

/** The grammar, its configuration, and the generator: a new one may write another parser. */
function wanted(/** @type {string} */ root) {
  const grammars = fingerprint(root, [`${PACKAGE}/src`], (path) => path.endsWith(".langium"));
  return `${grammars}-${fingerprint(root, [CONFIG, "node_modules/langium-cli/package.json"])}`;
}

/** @param {string} root */
function stampOf(root) {
  const config = JSON.parse(readFileSync(join(root, CONFIG), "utf8"));
  const [first] = Array.isArray(config) ? config : [config];
  return join(root, PACKAGE, first.out ?? "src/generated", ".stamp");
}
