import { randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import { entryId, type Instant, id, parseInstant } from "@proviso/core";
import {
  COMPARTMENT_BYTES,
  type RecordEntry,
  SIGNING_ROLES,
  type SigningRole,
} from "@proviso/record";
import type { EnrolledKey, Signer } from "@proviso/record/envelope";
import { toHex } from "@proviso/record/log";
import { FROM_HELP, FROM_OPTIONS } from "../case/case-source.ts";
import { EXIT, type ExitCode, type Io, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import {
  authorOf,
  type HeldCase,
  SIGNING_HELP,
  SIGNING_OPTIONS,
  withHeldCase,
} from "../store/kept-store.ts";
import { sayKept } from "../store/say-kept.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso keys cuba-1962 enrol inspector-1 --body ICRC --person inspector-7 --as observer

Lists the keys of a case, or changes them on its record. A key signs from the entry after the one that
enrols it; what it signed before it was revoked stands. Secret halves stay on this machine.

  keys CASE                          who may sign, from where to where
  keys CASE enrol NAME               --body B --person P --as ROLE [--as ROLE] [--public HEX] [--expires T]
  keys CASE rotate NAME              another key under the same name, signed by the old one
  keys CASE revoke NAME              --reason TEXT
  keys CASE compromise NAME          --from N --to N --reason TEXT: what it signed there is suspect
  keys CASE compartment [NAME]       --reader WHO=age1… [--room BYTES]: opens one, or keys NAME again
  keys identity FILE                 makes an age identity, and prints its public half

${SIGNING_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

const OPTIONS = {
  ...FROM_OPTIONS,
  ...SIGNING_OPTIONS,
  body: { type: "string" },
  person: { type: "string" },
  as: { type: "string", multiple: true },
  public: { type: "string" },
  expires: { type: "string" },
  reason: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  reader: { type: "string", multiple: true },
  room: { type: "string" },
  json: { type: "boolean" },
} as const;

type Typed = ReturnType<typeof readCall<typeof OPTIONS>>["options"];

/** `proviso keys`: the keys and compartments of a case. */
export const keys: Verb = {
  help: HELP,
  run: async (args, io) => {
    const { words, options: typed } = readCall(args, OPTIONS, ["CASE", "[ACT]", "[NAME]"]);
    const [name = "", act, keyName] = words;
    if (name === "identity") return makeIdentity(io, act, typed.json === true);
    if (act === undefined) return list(name, typed, io);
    return withHeldCase(name, typed, io, async (held) => {
      const entry = await entryFor(held, act, keyName, typed, io.now());
      // Whoever replaces a key signs for it with the key itself, unless another one is named.
      const own = act === "rotate" && keyName !== undefined ? { key: keyName } : {};
      const author = await authorOf(held, { ...own, ...given(typed) });
      const draft = { entry, label: null, stated: null, key: `keys-${entry.id}`, series: null };
      const kept = await held.writing.append([draft], author);
      sayKept(io, name, [entry], kept, typed.json === true);
      if (entry.kind === "compartment" && typed.json !== true) io.out(`\n${entry.compartment}\n`);
      return EXIT.ok;
    });
  },
};

function given({ key, role }: Typed): { readonly key?: string; readonly role?: string } {
  return { ...(key === undefined ? {} : { key }), ...(role === undefined ? {} : { role }) };
}

async function list(name: string, typed: Typed, io: Io): Promise<ExitCode> {
  const { readKeyRing } = await import("../store/key-ring.ts");
  const ring = await readKeyRing(name, typed);
  if (typed.json === true) {
    io.out(`${JSON.stringify({ v: JSON_VERSION, case: name, ...ring }, null, 2)}\n`);
    return EXIT.ok;
  }
  io.out(`${ring.log?.origin ?? name}\n`);
  for (const key of ring.keys) io.out(`  ${sayKey(key)}\n`);
  return EXIT.ok;
}

function sayKey({ name, body, person, roles, from, until, ended, publicKey }: EnrolledKey): string {
  const span = until === null ? `from ${from}` : `${from} to ${until} (${ended})`;
  return `${name}  ${person} of ${body}  ${roles.join(", ")}  ${span}  ${publicKey}`;
}

async function entryFor(
  held: HeldCase,
  act: string,
  name: string | undefined,
  typed: Typed,
  known: Instant,
): Promise<RecordEntry> {
  const head = { id: entryId(`K-${held.writing.size()}`), known };
  if (act === "compartment") return compartmentOf(held, head, name, typed);
  const key = { ...head, kind: "key", name: needed(name, "NAME") } as const;
  switch (act) {
    case "enrol":
      return {
        ...key,
        act,
        publicKey: typed.public ?? toHex((await keyFor(held, key.name)).publicKey),
        body: id(needed(typed.body, "--body")),
        person: needed(typed.person, "--person"),
        roles: rolesOf(typed.as),
        expires: typed.expires === undefined ? null : instantOf(typed.expires),
      };
    case "rotate":
      return {
        ...key,
        act,
        publicKey: typed.public ?? toHex((await held.keys.make(key.name)).publicKey),
      };
    case "revoke":
      return { ...key, act, reason: needed(typed.reason, "--reason") };
    case "compromise": {
      const [from, to] = [positionOf(typed.from, "--from"), positionOf(typed.to, "--to")];
      return { ...key, act, from, to, reason: needed(typed.reason, "--reason") };
    }
    default:
      throw new MisuseError(
        `"${act}" is nothing that is done to keys.`,
        "Write enrol, rotate, revoke, compromise or compartment.",
      );
  }
}

async function keyFor({ keys: folder }: HeldCase, name: string): Promise<Signer> {
  return (await folder.signer(name)) ?? (await folder.make(name));
}

function compartmentOf(
  { writing }: HeldCase,
  head: Pick<RecordEntry, "id" | "known">,
  name: string | undefined,
  typed: Typed,
): RecordEntry {
  const compartment = name ?? `c-${randomBytes(8).toString("hex")}`;
  const before = writing.state().compartments.get(compartment)?.at(-1);
  const room = typed.room === undefined ? (before?.entryBytes ?? 16_384) : Number(typed.room);
  const entryBytes = COMPARTMENT_BYTES.find((bytes) => bytes === room);
  if (entryBytes === undefined) {
    throw new MisuseError(
      `--room ${typed.room} is no size.`,
      `Sizes: ${COMPARTMENT_BYTES.join(", ")}.`,
    );
  }
  const readers = (typed.reader ?? []).map((reader) => {
    const [, who = "", recipient = ""] = /^([^=]+)=(.+)$/.exec(reader) ?? [];
    if (recipient !== "") return { name: who, recipient };
    throw new MisuseError(`--reader ${reader} names no recipient.`, "Write WHO=age1….");
  });
  if (readers.length === 0) needed(undefined, "--reader");
  const generation = (before?.generation ?? 0) + 1;
  const act = before === undefined ? "open" : "rekey";
  return { ...head, kind: "compartment", act, compartment, generation, entryBytes, readers };
}

async function makeIdentity(io: Io, file: string | undefined, isJson: boolean): Promise<ExitCode> {
  const { generateIdentity, identityToRecipient } = await import("@proviso/record/label");
  const path = needed(file, "FILE");
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  try {
    const handle = await open(path, "wx", 0o600);
    await handle.writeFile(`# public key: ${recipient}\n${identity}\n`);
    await handle.close();
  } catch {
    throw new MisuseError(`${path} cannot be made, or is there already.`, "Name another file.");
  }
  io.out(
    isJson ? `${JSON.stringify({ v: JSON_VERSION, recipient }, null, 2)}\n` : `${recipient}\n`,
  );
  return EXIT.ok;
}

function needed(value: string | undefined, name: string): string {
  if (value !== undefined && value !== "") return value;
  throw new MisuseError(`${name} is missing.`, "proviso keys --help shows what each act needs.");
}

function rolesOf(typed: readonly string[] | undefined): readonly SigningRole[] {
  const roles = SIGNING_ROLES.filter((role) => typed?.includes(role) === true);
  if (roles.length > 0 && roles.length === new Set(typed).size) return roles;
  throw new MisuseError(
    "--as names no role, or one that there is not.",
    `Roles: ${SIGNING_ROLES.join(", ")}.`,
  );
}

function instantOf(typed: string): Instant {
  const moment = parseInstant(typed);
  if (moment !== null) return moment;
  throw new MisuseError(
    `--expires ${typed} is no instant.`,
    "Write RFC 3339: 2031-01-01T00:00:00Z.",
  );
}

function positionOf(typed: string | undefined, name: string): number {
  if (typed !== undefined && /^\d{1,15}$/.test(typed)) return Number(typed);
  throw new MisuseError(`${name} is no position.`, "Write the index of an entry, counted from 0.");
}
