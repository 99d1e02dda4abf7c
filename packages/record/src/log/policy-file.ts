import { decodeText, encodeText, sameBytes } from "./bytes.ts";
import { type Sha256, sha256 } from "./hash.ts";
import { LogError } from "./log-error.ts";
import { formatNoteKey, type NoteKey, type NoteKeyType, parseNoteKey } from "./note-key.ts";
import { parseDecimal } from "./number.ts";
import type { LogPolicy, PolicyWitness, Quorum } from "./policy.ts";

/** Bytes in a policy: enough for a thousand keys, of which each is compared with all others. */
export const MAX_POLICY_BYTES = 100_000;

/** Groups within groups: what is nested deeper is refused, so that no reader runs out of stack. */
const MAX_DEPTH = 32;

/** A policy as far as it has been read. */
interface PolicyReading {
  readonly hash: Sha256;
  readonly logs: NoteKey[];
  readonly witnesses: PolicyWitness[];
  readonly named: Map<string, Quorum>;
  /** Names that are members of a group already: nobody counts in two ways. */
  readonly members: Set<string>;
  quorum: Quorum | null;
}

/**
 * Reads a policy. The addresses of logs and witnesses are passed over: nothing is fetched here.
 *
 * @throws {LogError} `policy-malformed` with the line; `not-utf8`
 * @see C2SP tlog-policy, "Policy file syntax and structure"
 */
export function parsePolicy(source: Uint8Array | string, hash: Sha256 = sha256): LogPolicy {
  const bytes = typeof source === "string" ? encodeText(source) : source;
  if (bytes.length > MAX_POLICY_BYTES) throw malformed("It is too long.");
  const lines = decodeText(bytes).split("\n");
  if (lines.pop() !== "") throw malformed("Its last line does not end.");
  const reading: PolicyReading = {
    hash,
    logs: [],
    witnesses: [],
    named: new Map(),
    members: new Set(),
    quorum: null,
  };
  lines.forEach((line, at) => {
    readLine(line, at + 1, reading);
  });
  const { logs, witnesses, quorum } = reading;
  if (quorum === null) throw malformed("It has no line 'quorum'.");
  return { logs, witnesses, quorum };
}

/** Writes a policy, every group after its members. */
export function formatPolicy({ logs, witnesses, quorum }: LogPolicy): string {
  return [
    ...logs.map((key) => `log ${formatNoteKey(key)}`),
    ...witnesses.map(({ name, key }) => `witness ${name} ${formatNoteKey(key)}`),
    ...groupLines(quorum),
    `quorum ${nameOf(quorum)}`,
    "",
  ].join("\n");
}

/** What reads the words after the first of a line. */
const READERS: ReadonlyMap<
  string,
  (words: readonly string[], at: number, to: PolicyReading) => void
> = new Map([
  ["log", readLog],
  ["witness", readWitness],
  ["group", readGroup],
  ["quorum", readQuorum],
]);

function readLine(line: string, at: number, reading: PolicyReading): void {
  if (/[^\t\x20-\x7e\u{80}-\u{10ffff}]/u.test(line))
    throw malformed("It holds a control character.", at);
  const [word, ...words] = line.split(/[ \t]+/).filter((part) => part !== "");
  if (word === undefined || word.startsWith("#")) return;
  const read = READERS.get(word);
  if (read === undefined) throw malformed("A line begins with log, witness, group or quorum.", at);
  read(words, at, reading);
}

function readLog(words: readonly string[], at: number, reading: PolicyReading): void {
  const [text, _address, more] = words;
  if (text === undefined || more !== undefined) throw malformed("Write log <key> [<address>].", at);
  reading.logs.push(readKey(text, "ed25519", reading.logs, at, reading.hash));
}

function readWitness(words: readonly string[], at: number, reading: PolicyReading): void {
  const [name, text, _address, more] = words;
  if (name === undefined || text === undefined || more !== undefined) {
    throw malformed("Write witness <name> <key> [<address>].", at);
  }
  const others = reading.witnesses.map(({ key }) => key);
  const witness = { name, key: readKey(text, "cosignature", others, at, reading.hash) };
  define(name, { kind: "witness", witness }, at, reading);
  reading.witnesses.push(witness);
}

function readGroup(words: readonly string[], at: number, reading: PolicyReading): void {
  const [name, count, ...names] = words;
  if (name === undefined || count === undefined || names.length === 0) {
    throw malformed("Write group <name> all|any|<number> <member>…", at);
  }
  const members = names.map((one) => readMember(one, at, reading));
  const threshold = readThreshold(count, members.length, at);
  const group: Quorum = { kind: "group", name, threshold, members };
  if (depthOf(group) > MAX_DEPTH) throw malformed("Groups are nested too deep.", at);
  define(name, group, at, reading);
}

function readMember(name: string, at: number, { named, members }: PolicyReading): Quorum {
  const member = named.get(name);
  if (member === undefined) throw malformed(`'${name}' is not defined on a line before.`, at);
  if (members.has(name)) throw malformed(`'${name}' is a member already.`, at);
  members.add(name);
  return member;
}

function readThreshold(count: string, all: number, at: number): number {
  if (count === "all") return all;
  if (count === "any") return 1;
  const threshold = attempt(() => parseDecimal(count), at);
  if (threshold >= 1 && threshold <= all) return threshold;
  throw malformed(`Of ${all} members, 1 to ${all} can be asked for.`, at);
}

function readQuorum(words: readonly string[], at: number, reading: PolicyReading): void {
  const [name, more] = words;
  if (name === undefined || more !== undefined) throw malformed("Write quorum <name>.", at);
  if (reading.quorum !== null) throw malformed("It has a line 'quorum' already.", at);
  const quorum: Quorum | undefined = name === "none" ? { kind: "none" } : reading.named.get(name);
  if (quorum === undefined) throw malformed(`'${name}' is not defined on a line before.`, at);
  reading.quorum = quorum;
}

function readKey(
  text: string,
  type: NoteKeyType,
  others: readonly NoteKey[],
  at: number,
  hash: Sha256,
): NoteKey {
  const key = attempt(() => parseNoteKey(text, hash), at);
  if (key.type !== type) throw malformed(`A key of type ${type} is needed here.`, at);
  if (others.some((other) => sameBytes(other.publicKey, key.publicKey))) {
    throw malformed("This public key stands on a line before, perhaps under another name.", at);
  }
  return key;
}

function define(name: string, quorum: Quorum, at: number, { named }: PolicyReading): void {
  if (name === "none" || named.has(name)) throw malformed(`'${name}' is taken as a name.`, at);
  named.set(name, quorum);
}

function depthOf(quorum: Quorum): number {
  return quorum.kind === "group" ? 1 + Math.max(...quorum.members.map(depthOf)) : 0;
}

function groupLines(quorum: Quorum): readonly string[] {
  if (quorum.kind !== "group") return [];
  const { name, threshold, members } = quorum;
  const line = `group ${name} ${threshold} ${members.map(nameOf).join(" ")}`;
  return [...members.flatMap(groupLines), line];
}

function nameOf(quorum: Quorum): string {
  switch (quorum.kind) {
    case "none":
      return "none";
    case "witness":
      return quorum.witness.name;
    case "group":
      return quorum.name;
    default:
      return quorum satisfies never;
  }
}

/** Reads part of a line; what is wrong with it is wrong with the line. */
function attempt<Value>(read: () => Value, at: number): Value {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof LogError) throw malformed(cause.message, at, { cause });
    throw cause;
  }
}

function malformed(why: string, line?: number, options?: ErrorOptions): LogError {
  return new LogError(
    "policy-malformed",
    `${line === undefined ? "The policy cannot be read." : `Line ${line} of the policy:`} ${why}`,
    "Write one line each: log <key>, witness <name> <key>, group <name> <k> <member>…, quorum <name>.",
    options,
  );
}
