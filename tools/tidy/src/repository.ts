import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TextFile } from "./source.ts";
import type { Repository } from "./tidy.ts";

/** Bytes in which a file that is not text shows itself by a zero. */
const SNIFFED_BYTES = 8000;

/**
 * Reads a checkout: every file that git keeps or would keep, also those not yet committed.
 *
 * @param root - an absolute path
 */
export function readRepository(root: string): Repository {
  const listed = execFileSync(
    "git",
    // A checkout may belong to another user, as in a container; reading its names harms nobody.
    ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  const known = listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
  const files = known.flatMap((path) => readText(root, path));
  const byPath = new Map(files.map((file) => [file.path, file.text]));
  const places = new Set(known.flatMap(withFolders));
  return { files, paths: { has: (path) => places.has(path), read: (path) => byPath.get(path) } };
}

function readText(root: string, path: string): readonly TextFile[] {
  const bytes = readFileSync(join(root, path));
  if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) return [];
  return [{ path, text: bytes.toString("utf8") }];
}

/** A path and every folder above it. */
function withFolders(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
