import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { nodeSigner } from "@proviso/record";
import {
  formatNoteKey,
  formatNoteSecretKey,
  type HeldKey,
  noteKey,
  parseNoteSecretKey,
} from "@proviso/record/log";
import { EXIT, type ExitCode, type Io, MisuseError } from "../../io.ts";
import { JSON_VERSION } from "../../json/assessment-json.ts";
import { readCall } from "../../verb.ts";
import { logOrMisuse } from "../verify.ts";

/** `proviso witness key NAME --key FILE`: makes a witness's key; prints its public half alone. */
export async function witnessKey(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { key: { type: "string" }, json: { type: "boolean" } } as const;
  const { words, options: typed } = readCall(args, options, ["NAME"]);
  const path = required(typed.key, "--key");
  await makeUnlessThere(words[0] ?? "", path);
  const { key } = await readWitnessKey(path);
  const verifier = formatNoteKey(key);
  const answer = { v: JSON_VERSION, name: key.name, key: verifier };
  io.out(typed.json === true ? `${JSON.stringify(answer, null, 2)}\n` : `${verifier}\n`);
  return EXIT.ok;
}

/**
 * Reads a witness's secret key, as Go's `sumdb/note` writes one.
 *
 * @throws {MisuseError} where the file is not there or holds no key of a witness.
 */
export async function readWitnessKey(path: string): Promise<HeldKey> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) {
    throw new MisuseError(
      `There is no key ${path}.`,
      "Make it: proviso witness key NAME --key FILE.",
    );
  }
  const held = logOrMisuse(() => parseNoteSecretKey(text.trimEnd(), nodeSigner));
  if (held.key.type === "cosignature") return held;
  throw new MisuseError(
    `${path} is a log's key.`,
    "A witness needs one of its own: proviso witness key NAME --key FILE.",
  );
}

/** Passes on an option that the call cannot do without. */
export function required(typed: string | undefined, name: string): string {
  if (typed !== undefined && typed !== "") return typed;
  throw new MisuseError(`${name} is missing.`, "proviso witness --help shows how.");
}

async function makeUnlessThere(name: string, path: string): Promise<void> {
  const seed = new Uint8Array(randomBytes(32));
  const key = logOrMisuse(() => noteKey(name, "cosignature", nodeSigner(name, seed).publicKey));
  const text = `${formatNoteSecretKey(key, seed)}\n`;
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
  }
}
