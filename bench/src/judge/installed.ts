import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The version of an installed package; `not installed` where it is not. */
export function packageVersion(name: string): string {
  try {
    const text = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return "not installed";
  }
}

/** What a program says of its version, matched; `null` where it is not installed. */
export function programVersion(
  command: string,
  args: readonly string[],
  pattern: RegExp,
  input = "",
): string | null {
  const ran = spawnSync(command, args, { encoding: "utf8", input, timeout: 10_000 });
  if (ran.error !== undefined) return null;
  return pattern.exec(`${ran.stdout}${ran.stderr}`)?.[1] ?? "version unknown";
}
