import type { Verb } from "./verb.ts";

/** A verb of `proviso`: what the help says of it, and where it is. */
interface Listed {
  /** Each way to call it, and what that gives. */
  readonly says: Readonly<Record<string, string>>;
  /** Loaded only when it is called, so that no verb pays for another's start. */
  readonly load: () => Promise<Verb>;
}

/** What asks: of a case as it is. */
const ASKING: Readonly<Record<string, Listed>> = {
  check: {
    says: { "FILE|CASE": "what is wrong with a text or a record, and the flaws in an agreement" },
    load: async () => (await import("./verbs/check.ts")).check,
  },
  format: {
    says: { FILE: "a text laid out as its sentences ask" },
    load: async () => (await import("./verbs/format.ts")).format,
  },
  assess: {
    says: { CASE: "where everything stands" },
    load: async () => (await import("./verbs/assess.ts")).assess,
  },
  explain: {
    says: { "CASE NODE": "why: from a verdict down to observations and passages" },
    load: async () => (await import("./verbs/explain.ts")).explain,
  },
  outstanding: {
    says: { "CASE NODE": "what it would take" },
    load: async () => (await import("./verbs/outstanding.ts")).outstanding,
  },
  account: {
    says: { "CASE ITEM": "where every one of an item is, and how that is known" },
    load: async () => (await import("./verbs/account.ts")).account,
  },
  inbound: {
    says: { CASE: "which ships are on their way in, and who waits" },
    load: async () => (await import("./verbs/inbound.ts")).inbound,
  },
  "plan-inspection": {
    says: { "": "how many to inspect, so as not to miss what is hidden" },
    load: async () => (await import("./verbs/plan-inspection.ts")).planInspection,
  },
  diff: {
    says: { "CASE T1 T2": "what changed between two moments, and because of which entries" },
    load: async () => (await import("./verbs/diff.ts")).diff,
  },
  changes: {
    says: { CASE: "how verdicts changed as the record grew, and by which entries" },
    load: async () => (await import("./verbs/changes.ts")).changes,
  },
  test: {
    says: { CASE: "the case's own tests" },
    load: async () => (await import("./verbs/test.ts")).testCase,
  },
  serve: {
    says: { "[CASE]": "the pages, for a browser on this machine" },
    load: async () => (await import("./verbs/serve.ts")).serve,
  },
};

/** What enters, keeps and shows a record. */
const KEEPING: Readonly<Record<string, Listed>> = {
  import: {
    says: {
      "case DIR": "a folder's case into the store, signed",
      "register FILE": "what others publish, compared with what they published before",
      "submissions FILE": "what was filled in with KoboToolbox or ODK",
    },
    load: async () => (await import("./verbs/import.ts")).importVerb,
  },
  record: {
    says: { CASE: "entries to the record of a case, signed; all or none" },
    load: async () => (await import("./verbs/record.ts")).record,
  },
  countersign: {
    says: { "CASE ENTRY": "sign, remark on, or refuse to sign what another signed" },
    load: async () => (await import("./verbs/countersign.ts")).countersign,
  },
  keys: {
    says: { "CASE [ACT NAME]": "who may sign: list, enrol, rotate, revoke; compartments" },
    load: async () => (await import("./verbs/keys.ts")).keys,
  },
  seal: {
    says: { FILE: "commit to a declaration without showing it" },
    load: async () => (await import("./verbs/seal.ts")).seal,
  },
  open: {
    says: { SEAL: "show of it an item, a site or the whole" },
    load: async () => (await import("./verbs/open.ts")).openSeal,
  },
  move: {
    says: { CASE: "from one store to another, SQLite or PostgreSQL" },
    load: async () => (await import("./verbs/move.ts")).move,
  },
  backup: {
    says: { "--out FILE": "the whole store, while it is in use" },
    load: async () => (await import("./verbs/backup.ts")).backupVerb,
  },
  restore: {
    says: { FILE: "a backup, where no store is yet" },
    load: async () => (await import("./verbs/backup.ts")).restoreVerb,
  },
  export: {
    says: {
      "CASE --out DIR": "the whole record as a folder that anyone can check",
      "xlsform CASE": "a form for KoboToolbox or ODK, of what the agreement asks of inspectors",
    },
    load: async () => (await import("./verbs/export.ts")).exportCase,
  },
  verify: {
    says: { DIR: "whether all of such a folder agrees" },
    load: async () => (await import("./verbs/verify.ts")).verify,
  },
  fsck: {
    says: { CASE: "whether what the store keeps agrees" },
    load: async () => (await import("./verbs/fsck.ts")).fsck,
  },
  checkpoint: {
    says: { CASE: "sign the head of a case's log" },
    load: async () => (await import("./verbs/checkpoint.ts")).checkpoint,
  },
  witness: {
    says: { ACT: "keep watch over a log; show that it told two histories" },
    load: async () => (await import("./verbs/witness.ts")).witness,
  },
};

/** Every verb, by its name. */
export const VERBS = { ...ASKING, ...KEEPING };

/** What `proviso --help` says. */
export const HELP = `proviso assess cases/cuba-1962 --as-of "1962-11-03 20:44"

Keeps an agreement to its conditions: what is verified, what is not and why, what each side owes.

${linesOf(ASKING)}

${linesOf(KEEPING)}

  CASE is a folder, or the id of a case in the store.
  proviso VERB --help     more about one of them
`;

function linesOf(verbs: Readonly<Record<string, Listed>>): string {
  return Object.entries(verbs)
    .flatMap(([verb, { says }]) =>
      Object.entries(says).map(([call, gives]) => line(verb, call, gives)),
    )
    .join("\n");
}

function line(verb: string, call: string, gives: string): string {
  return `  ${`${verb} ${call}`.padEnd(23)} ${gives}`;
}
