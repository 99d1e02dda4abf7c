import { Fault, type Refusal, Refused } from "@proviso/core/fault";
import { StoreError } from "@proviso/record/store";
import { EXIT, type ExitCode, type Io, MisuseError } from "./io.ts";
import type { Verb } from "./verb.ts";

// Each verb is loaded only when it is called, so that none pays for another's start.
const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  check: async () => (await import("./verbs/check.ts")).check,
  format: async () => (await import("./verbs/format.ts")).format,
  assess: async () => (await import("./verbs/assess.ts")).assess,
  explain: async () => (await import("./verbs/explain.ts")).explain,
  outstanding: async () => (await import("./verbs/outstanding.ts")).outstanding,
  account: async () => (await import("./verbs/account.ts")).account,
  inbound: async () => (await import("./verbs/inbound.ts")).inbound,
  "plan-inspection": async () => (await import("./verbs/plan-inspection.ts")).planInspection,
  diff: async () => (await import("./verbs/diff.ts")).diff,
  test: async () => (await import("./verbs/test.ts")).testCase,
  serve: async () => (await import("./verbs/serve.ts")).serve,
  import: async () => (await import("./verbs/import.ts")).importVerb,
  record: async () => (await import("./verbs/record.ts")).record,
  countersign: async () => (await import("./verbs/countersign.ts")).countersign,
  keys: async () => (await import("./verbs/keys.ts")).keys,
  seal: async () => (await import("./verbs/seal.ts")).seal,
  open: async () => (await import("./verbs/open.ts")).openSeal,
  move: async () => (await import("./verbs/move.ts")).move,
  backup: async () => (await import("./verbs/backup.ts")).backupVerb,
  restore: async () => (await import("./verbs/backup.ts")).restoreVerb,
  export: async () => (await import("./verbs/export.ts")).exportCase,
  verify: async () => (await import("./verbs/verify.ts")).verify,
  changes: async () => (await import("./verbs/changes.ts")).changes,
  fsck: async () => (await import("./verbs/fsck.ts")).fsck,
  checkpoint: async () => (await import("./verbs/checkpoint.ts")).checkpoint,
  witness: async () => (await import("./verbs/witness.ts")).witness,
};

const HELP = `proviso assess cases/cuba-1962 --as-of "1962-11-03 20:44"

Keeps an agreement to its conditions: what is verified, what is not and why, what each side owes.

  check FILE|CASE         what is wrong with a text or a record, and the flaws in an agreement
  format FILE             a text laid out as its sentences ask
  assess CASE             where everything stands
  explain CASE NODE       why: from a verdict down to observations and passages
  outstanding CASE NODE   what it would take
  account CASE ITEM       where every one of an item is, and how that is known
  inbound CASE            which ships are on their way in, and who waits
  plan-inspection         how many to inspect, so as not to miss what is hidden
  diff CASE T1 T2         what changed between two moments, and because of which entries
  changes CASE            how verdicts changed as the record grew, and by which entries
  test CASE               the case's own tests
  serve [CASE]            the pages, for a browser on this machine

  import case DIR         a folder's case into the store, signed
  import register FILE    what others publish, compared with what they published before
  import submissions FILE what was filled in with KoboToolbox or ODK
  export xlsform CASE     a form for them, of what the agreement asks of inspectors
  record CASE             entries to the record of a case, signed; all or none
  countersign CASE ENTRY  sign, remark on, or refuse to sign what another signed
  keys CASE [ACT NAME]    who may sign: list, enrol, rotate, revoke; compartments
  seal FILE, open SEAL    commit to a declaration without showing it; open it
  move CASE               from one store to another, SQLite or PostgreSQL
  backup, restore FILE    the whole store, while it is in use
  export CASE --out DIR   the whole record as a folder that anyone can check
  verify DIR              whether all of such a folder agrees
  fsck CASE               whether what the store keeps agrees
  checkpoint CASE         sign the head of a case's log
  witness ACT             keep watch over a log; show that it told two histories

  CASE is a folder, or the id of a case in the store.
  proviso VERB --help     more about one of them
`;

/** Runs one call of `proviso`; whatever happens is said and comes back as an exit code. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    io.out(HELP);
    return name === undefined ? EXIT.misused : EXIT.ok;
  }
  const load = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (load === undefined) {
    const verbs = Object.keys(VERBS).join(", ");
    return misused(io, `"${name}" is no verb of proviso.`, `Verbs: ${verbs}.`);
  }
  // What to call for more: a part of a verb has its own help.
  let asked = name;
  try {
    const { verb, args: own, part } = await partOf(await load(), rest);
    if (part !== null) asked = `${name} ${part}`;
    if (own.includes("--help") || own.includes("-h")) {
      io.out(verb.help);
      return EXIT.ok;
    }
    return await verb.run(own, io);
  } catch (error) {
    if (error instanceof MisuseError) return misused(io, error.message, error.remedy, asked);
    const refusal = refusalIn(error);
    if (refusal !== null) return refused(io, refusal);
    if (error instanceof StoreError) return misused(io, error.message, error.remedy, asked);
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.err(`proviso ${name} failed, and it is not your doing:\n${what}\n`);
    return EXIT.failed;
  }
}

/** The part of a verb that its first word asks for, where it has parts; or else the verb. */
async function partOf(verb: Verb, args: readonly string[]) {
  const [named = "", ...rest] = args;
  const { parts = {} } = verb;
  const load = Object.hasOwn(parts, named) ? parts[named] : undefined;
  if (load === undefined) return { verb, args, part: null };
  return { verb: await load(), args: rest, part: named };
}

function misused(io: Io, message: string, remedy: string, verb?: string): ExitCode {
  const more = verb === undefined ? "proviso --help" : `proviso ${verb} --help`;
  io.err(`${message}\n${remedy}\n(${more} says more.)\n`);
  return EXIT.misused;
}

interface RefusedCall extends Refusal {
  /** What became of the call. */
  readonly head: string;
}

/** What a store finds, other than that a call names what is not there. */
const FOUND_BY_STORE: readonly string[] = [
  "STORE_CASE_EXISTS",
  "STORE_CASE_MOVED",
  "STORE_CORRUPT",
  "STORE_ROLLED_BACK",
  "STORE_HELD",
  "STORE_VERSION_MOVED",
  "STORE_KEY_REUSED",
  "STORE_SERIES_NUMBER",
  "STORE_TOO_LARGE",
  "STORE_BUSY",
  "STORE_NOT_COMMITTED",
  "STORE_STOPPED",
  "STORE_NOT_DURABLE",
  "STORE_NEWER",
  "STORE_MIGRATION",
];

function refusalIn(error: unknown): RefusedCall | null {
  if (!(error instanceof Fault)) return null;
  const { code, message, remedy } = error;
  if (error instanceof Refused) return { code, message, remedy, head: NOTHING_STORED };
  return FOUND_BY_STORE.includes(code) ? { code, message, remedy, head: "Refused." } : null;
}

const NOTHING_STORED = "Refused, and nothing was stored.";

function refused(io: Io, { head, code, message, remedy }: RefusedCall): ExitCode {
  io.err(`${head} ${code}: ${message}\n${remedy}\n`);
  return EXIT.found;
}
