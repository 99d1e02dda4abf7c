import { StoreError } from "@proviso/record";
import { EXIT, type ExitCode, type Io, MisuseError } from "./io.ts";
import type { Verb } from "./verb.ts";

// Each verb is loaded only when it is called, so that none pays for another's start.
const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  check: async () => (await import("./verbs/check.ts")).check,
  assess: async () => (await import("./verbs/assess.ts")).assess,
  explain: async () => (await import("./verbs/explain.ts")).explain,
  outstanding: async () => (await import("./verbs/outstanding.ts")).outstanding,
  diff: async () => (await import("./verbs/diff.ts")).diff,
  test: async () => (await import("./verbs/test.ts")).testCase,
  serve: async () => (await import("./verbs/serve.ts")).serve,
};

const HELP = `proviso assess cases/cuba-1962 --as-of "1962-11-03 20:44"

Keeps an agreement to its conditions: what is verified, what is not and why, what each side owes.

  check FILE|CASE         what is wrong with a text or a record, and the flaws in an agreement
  assess CASE             where everything stands
  explain CASE NODE       why: from a verdict down to observations and passages
  outstanding CASE NODE   what it would take
  diff CASE T1 T2         what changed between two moments, and because of which entries
  test CASE               the case's own tests
  serve [CASE]            the pages, for a browser on this machine

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
  try {
    const verb = await load();
    if (rest.includes("--help") || rest.includes("-h")) {
      io.out(verb.help);
      return EXIT.ok;
    }
    return await verb.run(rest, io);
  } catch (error) {
    if (error instanceof MisuseError) return misused(io, error.message, error.remedy, name);
    if (error instanceof StoreError) return misused(io, error.message, error.remedy, name);
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.err(`proviso ${name} failed, and it is not your doing:\n${what}\n`);
    return EXIT.failed;
  }
}

function misused(io: Io, message: string, remedy: string, verb?: string): ExitCode {
  const more = verb === undefined ? "proviso --help" : `proviso ${verb} --help`;
  io.err(`${message}\n${remedy}\n(${more} says more.)\n`);
  return EXIT.misused;
}
