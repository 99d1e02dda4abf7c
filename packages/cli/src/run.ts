import { Fault, type Refusal, Refused } from "@proviso/core/fault";
import { StoreError } from "@proviso/record/store";
import { EXIT, type ExitCode, type Io, MisuseError } from "./io.ts";
import type { Verb } from "./verb.ts";
import { HELP, VERBS } from "./verbs.ts";

/** Runs one call of `proviso`; whatever happens is said and comes back as an exit code. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    io.out(HELP);
    return name === undefined ? EXIT.misused : EXIT.ok;
  }
  const load = Object.hasOwn(VERBS, name) ? VERBS[name]?.load : undefined;
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
