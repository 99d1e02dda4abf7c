import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome } from "./contender.ts";

/**
 * Runs a program of another language that prints one line, `tally FLIPS KEPT SECONDS`: it times its
 * own loop, so that neither its start nor its loading counts.
 */
export async function runProgram(
  command: string,
  args: (file: string) => readonly string[],
  fileName: string,
  text: string,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "proviso-bench-"));
  try {
    const file = join(folder, fileName);
    await writeFile(file, text);
    const printed = await outputOf(command, args(file));
    const found = /tally (\d+) (\d+) ([\d.]+(?:[eE][-+]?\d+)?)/.exec(printed);
    if (found === null) throw new Error(`${command} printed no tally: ${printed.slice(-500)}`);
    const [flips, kept, seconds] = found.slice(1).map(Number) as [number, number, number];
    return { tally: () => ({ flips, kept }), seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    // CLIPS reads on from its prompt once a file is done, and does not take its end for a goodbye.
    child.stdin.end("(exit)\n");
    let printed = "";
    child.stdout.on("data", (data) => {
      printed += String(data);
    });
    child.stderr.on("data", (data) => {
      printed += String(data);
    });
    child.once("error", reject);
    child.once("close", () => resolve(printed));
  });
}
