import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fingerprint, readStamp } from "./fingerprint.mjs";
import { nodeOf } from "./runtime.mjs";
import { step } from "./step.mjs";

const PACKAGE = "packages/web";
const OUTPUT = `${PACKAGE}/dist/app`;

/** What the web app is built from: itself, the packages that it bundles, and their versions. */
const SOURCES = [
  `${PACKAGE}/index.html`,
  `${PACKAGE}/package.json`,
  `${PACKAGE}/public`,
  `${PACKAGE}/src`,
  `${PACKAGE}/vite.config.ts`,
  "packages/core/src",
  "packages/language/src",
  "packages/record/src",
  "package-lock.json",
];

/** @param {string} root */
export function needsWebApp(root) {
  if (!existsSync(join(root, PACKAGE, "index.html"))) return false;
  return readStamp(join(root, OUTPUT, ".stamp")) !== wanted(root);
}

/**
 * Builds the web app into `packages/web/dist/app`, which the server serves.
 *
 * @param {string} root
 */
export async function buildWebApp(root) {
  const hash = wanted(root);
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const options = { cwd: join(root, PACKAGE), env: buildEnvironment(process.env) };
  await step("Building the web app", nodeOf(root), [vite, "build"], options);
  writeFileSync(join(root, OUTPUT, ".stamp"), `${hash}\n`);
}

/**
 * The environment of a build. Tests run with NODE_ENV=test, under which React would be bundled as
 * for its own developers: larger by a third and four times as slow, for whoever starts it next.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export function buildEnvironment(environment) {
  return { ...environment, NODE_ENV: "production" };
}

/** @param {string} root */
function wanted(root) {
  return fingerprint(root, SOURCES, (path) => !/\.test\.tsx?$|\/testing\//.test(path));
}
