import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fingerprint, readStamp } from "./fingerprint.mjs";
import { pinnedNode } from "./runtime.mjs";
import { step } from "./step.mjs";

/** @param {string} root */
export function needsInstall(root) {
  return readStamp(stampOf(root)) !== fingerprint(root, ["package-lock.json"]);
}

/**
 * Installs exactly what the lockfile says, development and optional dependencies included,
 * whatever NODE_ENV is: the pinned Node is one of the optional ones.
 *
 * @param {string} root
 */
export async function install(root) {
  const wanted = fingerprint(root, ["package-lock.json"]);
  const [command, ...args] = npm();
  await step(
    "Installing dependencies (about 700 MB, once)",
    command,
    [...args, "ci", "--include=dev", "--include=optional"],
    { cwd: root, shell: command === "npm" && process.platform === "win32" },
  );
  linkNode(root);
  writeFileSync(stampOf(root), `${wanted}\n`);
}

/** The npm that runs this, by the Node that runs that: the pinned one is about to be replaced. */
function npm() {
  const { npm_execpath: script = "", npm_node_execpath: node = process.execPath } = process.env;
  return /npm-cli\.c?js$/.test(script) ? /** @type {const} */ ([node, script]) : ["npm"];
}

/**
 * npm 10 installs the pinned Node from the lockfile but leaves out the link that puts it first on
 * the path of every script; npm 11 makes it.
 *
 * @param {string} root
 */
function linkNode(root) {
  const pinned = pinnedNode(root);
  const bin = join(root, "node_modules", ".bin");
  const link = join(bin, "node");
  if (process.platform === "win32" || !existsSync(pinned) || existsSync(link)) return;
  mkdirSync(bin, { recursive: true });
  symlinkSync(relative(bin, pinned), link);
}

/** @param {string} root */
function stampOf(root) {
  return join(root, "node_modules", ".lock-hash");
}
