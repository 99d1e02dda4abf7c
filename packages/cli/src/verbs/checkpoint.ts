import { Fault, type Refusal } from "@proviso/core/fault";
import type { SignedHead } from "@proviso/record/heads";
import { decodeText, LogError, toHex } from "@proviso/record/log";
import { EXIT, type ExitCode, type Io, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import { headsOf, logSignerFor, readNotes, requireKept } from "../store/heads.ts";
import { type OpenedStore, STORE_HELP, STORE_OPTIONS, withStoreThere } from "../store/place.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso checkpoint cuba-1962 --seen from-sweden.checkpoint

Signs the head of a case's log as a checkpoint (a C2SP signed note), keeps it and prints it. A
record that is smaller or another than any head that was signed or seen before is not signed:
it is an old copy, or was changed.

  --seen FILE        a checkpoint of this log that somebody else has; may be given again and again
  --cosigned FILE    the newest checkpoint with signatures of witnesses, which are added to it
${STORE_HELP}  --json             the documented shape, docs/cli-json.md

It ends with 0 where the head is signed, 1 where it is refused, 2 where the call is wrong.
`;

/** `proviso checkpoint`: signs the head of a log, unless the record was rolled back. */
export const checkpoint: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      ...STORE_OPTIONS,
      seen: { type: "string", multiple: true },
      cosigned: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["CASE"]);
    const name = requireKept(words[0] ?? "");
    const seen = await readNotes(typed.seen ?? []);
    const cosigned = typed.cosigned === undefined ? null : await readNotes([typed.cosigned]);
    const isJson = typed.json === true;
    return withStoreThere(typed.store, async (opened) =>
      refusable(io, name, isJson, async () => {
        const head = await headSigned(opened, name, seen, cosigned?.[0] ?? null);
        const { size, root, note, isNew } = head;
        const text = decodeText(note);
        const answer = { v: JSON_VERSION, case: name, size, root: toHex(root), new: isNew };
        io.out(isJson ? `${JSON.stringify({ ...answer, checkpoint: text }, null, 2)}\n` : text);
        return EXIT.ok;
      }),
    );
  },
};

/**
 * Signs the head of a case, unless something outside the store contradicts it.
 *
 * @param cosigned - the newest head with signatures of witnesses, or `null`.
 * @throws {MisuseError} where this installation does not hold the log's key; `StoreError`, `LogError`
 */
export async function headSigned(
  opened: OpenedStore,
  name: string,
  seen: readonly Uint8Array[],
  cosigned: Uint8Array | null,
): Promise<SignedHead> {
  const { addCosignatures, signHead } = await import("@proviso/record/heads");
  const memory = headsOf(opened);
  const hold = await opened.store.hold(name);
  try {
    const { record } = hold;
    const signer = await logSignerFor(opened, record);
    if (signer === null) {
      const message = `The key of the log of ${name} is not among the keys of this installation.`;
      throw new MisuseError(message, "Sign where it is, or point PROVISO_KEYS at its folder.");
    }
    const remembered = await memory.newest(record.origin);
    const all = [...(remembered === null ? [] : [remembered]), ...seen];
    const signed = await signHead(hold, { signer, seen: all });
    const head = cosigned === null ? signed : await addCosignatures(hold, signer, cosigned);
    await memory.remember(record.origin, head.note);
    return head;
  } finally {
    await hold.release();
  }
}

/** Carries out what may be refused; a refusal is a finding (1), not a wrong call. */
export async function refusable(
  io: Io,
  name: string,
  isJson: boolean,
  act: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await act();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    if (isJson) {
      io.out(`${JSON.stringify({ v: JSON_VERSION, case: name, refused: refusal }, null, 2)}\n`);
    } else io.err(`${refusal.message}\n${refusal.remedy}\n`);
    return EXIT.found;
  }
}

/** Refusals that say something about the record; whatever else is thrown is passed on. */
const ABOUT_THE_RECORD = new Set(["STORE_ROLLED_BACK", "STORE_CORRUPT", "STORE_VERSION_MOVED"]);

function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Fault)) return null;
  const { code, message, remedy } = error;
  const isAbout = error instanceof LogError || ABOUT_THE_RECORD.has(code);
  return isAbout ? { code, message, remedy } : null;
}
