import { existsSync } from "node:fs";
import { join } from "node:path";

/** The first Node that runs TypeScript as it stands (without a flag). */
const OLDEST = [22, 18];

/**
 * The Node that the lockfile pins, or the one that runs this where none is pinned.
 *
 * @param {string} root
 * @returns {string} path of an executable
 */
export function nodeOf(root) {
  const pinned = pinnedNode(root);
  return existsSync(pinned) ? pinned : process.execPath;
}

/**
 * @param {string} root
 * @returns {string} where the pinned Node of this platform would be
 */
export function pinnedNode(root) {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = process.platform === "win32" ? "node.exe" : "node";
  return join(root, "node_modules", `node-${platform}-${process.arch}`, "bin", name);
}

/**
 * Stops with a remedy where npm scripts would run on a Node that is too old.
 *
 * @param {string} root
 */
export function requireNode(root) {
  if (existsSync(pinnedNode(root)) || isRecent(process.versions.node)) return;
  throw new Error(
    `No Node is pinned for ${process.platform}-${process.arch}, and the one found is ` +
      `${process.versions.node}. Install Node ${OLDEST.join(".")} or newer (24 is what we test) ` +
      `and run the command again.`,
  );
}

/** @param {string} version */
export function isRecent(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
