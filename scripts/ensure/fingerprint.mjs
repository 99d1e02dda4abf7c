import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const NEVER = new Set(["node_modules", "dist", "coverage", "reports", ".git"]);

/**
 * Hashes the files that something is made from, names and contents, in a fixed order.
 * A path that does not exist counts as absent; that it appears later changes the hash.
 *
 * @param {string} root
 * @param {readonly string[]} paths files or folders, relative to `root`
 * @param {(path: string) => boolean} [counts] which files of a folder count; all by default
 * @returns {string} SHA-256, in hexadecimal
 */
export function fingerprint(root, paths, counts = () => true) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      const name = relative(root, file).split(sep).join("/");
      if (!counts(name)) continue;
      hash.update(`${name}\0${createHash("sha256").update(readFileSync(file)).digest("hex")}\0`);
    }
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]} every file at or under a path, sorted, without what is generated
 */
export function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !NEVER.has(name))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/**
 * @param {string} file
 * @returns {string} what a stamp file says; empty when there is none
 */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}
