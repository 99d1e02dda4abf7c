import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { nodeEd25519, nodeHash } from "@proviso/record";
import { readBundleFolder } from "@proviso/record/bundle-folder";
import { prefixFromTiles } from "@proviso/record/heads";
import {
  compareCheckpoints,
  noteVerifier,
  openCheckpoint,
  type Prefix,
  proveEquivocation,
  type SignedCheckpoint,
  sameBytes,
  verifyConsistency,
} from "@proviso/record/log";
import { EXIT, type ExitCode, type Io, MisuseError } from "../../io.ts";
import { JSON_VERSION } from "../../json/assessment-json.ts";
import { readNotes } from "../../store/heads.ts";
import { readCall } from "../../verb.ts";
import { refusable } from "../checkpoint.ts";
import { keyOrMisuse } from "../verify.ts";
import { required } from "./key.ts";

/** `proviso witness compare`: whether two checkpoints are of one history, and the proof if not. */
export async function witnessCompare(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = {
    "log-key": { type: "string" },
    tiles: { type: "string" },
    out: { type: "string" },
    json: { type: "boolean" },
  } as const;
  const { words, options: typed } = readCall(args, options, ["CHECKPOINT", "CHECKPOINT"]);
  const logs = [noteVerifier(keyOrMisuse(required(typed["log-key"], "--log-key")), nodeEd25519)];
  const notes = await readNotes(words);
  const isJson = typed.json === true;
  return refusable(io, logs[0]?.key.name ?? "", isJson, async () => {
    const [a, b] = await Promise.all(
      notes.map((note) => openCheckpoint(note, { logs, witnesses: [] })),
    );
    if (a === undefined || b === undefined) throw new MisuseError("Two are needed.", "Name two.");
    const newerPath = (a.size <= b.size ? words[1] : words[0]) ?? "";
    const prefix = await prefixFor(a, b, typed.tiles ?? dirname(newerPath));
    const isFork = isEquivocation(a, b, prefix);
    const proof = isFork
      ? await proveEquivocation(notes[0] ?? "", notes[1] ?? "", prefix, logs)
      : null;
    if (proof !== null && typed.out !== undefined) {
      await writeFile(typed.out, proof, { flag: "wx" });
    }
    say(io, { origin: a.origin, sizes: [a.size, b.size], proof }, isJson);
    return isFork ? EXIT.found : EXIT.ok;
  });
}

/** What the newer log was at the older one's size; `null` where sizes are equal. */
async function prefixFor(
  a: SignedCheckpoint,
  b: SignedCheckpoint,
  folder: string,
): Promise<Prefix | null> {
  const compared = compareCheckpoints(a, b);
  if (compared.kind !== "open" || compared.olderSize === 0) return null;
  const { files } = await readBundleFolder(folder);
  const { olderSize, newerSize } = compared;
  return prefixFromTiles(files, newerSize, olderSize, nodeHash);
}

function isEquivocation(a: SignedCheckpoint, b: SignedCheckpoint, prefix: Prefix | null): boolean {
  if (prefix === null) return compareCheckpoints(a, b).kind === "fork";
  const [older, newer] = a.size <= b.size ? [a, b] : [b, a];
  // Tiles that do not lead to the newer root prove nothing of either log, and are refused.
  verifyConsistency(
    {
      olderSize: older.size,
      olderRoot: prefix.root,
      newerSize: newer.size,
      newerRoot: newer.root,
    },
    prefix.proof,
  );
  return !sameBytes(prefix.root, older.root);
}

function say(
  io: Io,
  found: {
    readonly origin: string;
    readonly sizes: readonly [number, number];
    readonly proof: string | null;
  },
  isJson: boolean,
): void {
  const { origin, sizes, proof } = found;
  const isOne = proof === null;
  if (isJson) {
    const answer = { v: JSON_VERSION, origin, sizes, history: isOne ? "one" : "two", proof };
    io.out(`${JSON.stringify(answer, null, 2)}\n`);
  } else if (isOne) io.out(`${origin}: one history, at ${sizes.join(" and ")} entries.\n`);
  else io.out(`${origin} signed two histories. The proof:\n\n${proof}`);
}
