import { formatUtc, instant, type Zone, zone } from "@proviso/core";
import {
  type RecordEntry,
  readRecordEntry,
  type SigningRole,
  unstamped,
} from "@proviso/record/entries";
import {
  EnvelopeError,
  formatEnvelope,
  payloadDigest,
  readEnvelope,
  readStatedTime,
  readStatement,
  SALT_BYTES,
  type SeriesNumber,
  type StatedTime,
  type Statement,
  signStatement,
} from "@proviso/record/envelope";
import { toHex } from "@proviso/record/log";
import { type DeviceName, deviceNamed, signerOf } from "./device.ts";
import type { Device, DeviceDatabase, SignedEntry } from "./device-database.ts";
import { DeviceError } from "./device-error.ts";

/** An entry to be signed. */
export interface EntryToSign {
  /** Its JSON as docs/record-format.md has it, without `known`, which is for the log to say. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** In what capacity it is signed; the key must be enrolled for it. */
  readonly role: SigningRole;
  /**
   * One entry however often it is signed or sent: give each draft a key of its own when it is begun,
   * and keep it with the draft.
   */
  readonly key: string;
  /** When its author says that it was made: RFC 3339 with its offset. A claim, shown as one. */
  readonly stated?: string | null;
  readonly series?: SeriesNumber | null;
  /** The compartment for whose readers alone it is; left out for everyone. */
  readonly label?: string | null;
}

/** Another tab may sign with the same key; each time it does, this one begins again. */
const MOST_TRIES = 20;

/**
 * Signs an entry in the browser: statement, DSSE envelope, Ed25519 by WebCrypto with a key that
 * cannot be read out. No network is needed.
 *
 * The device's chain and the envelope are kept in one transaction of IndexedDB, so that a tab that
 * is killed in the middle leaves either both or neither; and an entry that was signed under the same
 * `key` is returned as it was, so that whoever resumes may simply sign again. What is returned is
 * for `postEntries`, now or once there is a network.
 *
 *     const database = await openDeviceDatabase();
 *     const standing = await getDevices("cuba-1962");
 *     const device = await makeDevice(database, "tablet-3", standing.place);
 *     await enrolDevice("cuba-1962", { ...device, body: "UN", roles: ["observer"] });
 *     await seeCheckpoint(database, standing);
 *     const signed = await signEntry(database, device, { entry, role: "observer", key });
 *     const { receipts } = await postEntries("cuba-1962", [signed]);
 *
 * @throws {DeviceError} `device-unknown`; `entry-malformed`, with the fields; `key-reused` where
 *   something else was signed under the key
 */
export async function signEntry(
  database: DeviceDatabase,
  name: DeviceName,
  draft: EntryToSign,
): Promise<SignedEntry> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const device = await deviceNamed(database, name);
    const read = readDraft(draft, device);
    const before = await database.getFromIndex("signed", "by-key", [
      device.origin,
      device.name,
      draft.key,
    ]);
    if (before !== undefined) return sameEntry(before, read, device);
    const signed = await sign(device, draft, read);
    if (await keep(database, device, signed)) return signed;
  }
  throw new Error(`Something else signs with the key ${name.name} without pause.`);
}

interface ReadDraft {
  readonly entry: RecordEntry;
  readonly stated: StatedTime | null;
}

/** Reads an entry as strictly as whoever receives it will. */
function readDraft(draft: EntryToSign, device: Device): ReadDraft {
  const said = draft.stated ?? null;
  const stated = said === null ? null : readStatedTime(said);
  if (said !== null && stated === null) {
    throw malformed([{ path: "stated", message: `"${said}" is no instant with its offset.` }]);
  }
  if (Object.hasOwn(draft.entry, "known")) {
    const message = '"known" is for the log to say.';
    throw malformed([{ path: "known", message }]);
  }
  const known = formatUtc(
    device.reconstructed && stated !== null ? stated.moment : instant(Date.now()),
  );
  const read = readRecordEntry(JSON.stringify({ ...draft.entry, known }), zoneOf(device));
  if (!read.ok) throw malformed(read.problems);
  return { entry: read.entry, stated };
}

function zoneOf(device: Device): Zone {
  const found = zone(device.zone);
  if (found !== null) return found;
  throw malformed([{ path: "", message: `This browser does not know the zone ${device.zone}.` }]);
}

async function sign(device: Device, draft: EntryToSign, read: ReadDraft): Promise<SignedEntry> {
  const label = draft.label ?? null;
  const counter = device.counter + 1;
  const statement: Statement = {
    case: device.case,
    agreement: device.agreement,
    origin: device.origin,
    role: draft.role,
    device: device.name,
    counter,
    previous: device.previous,
    after: device.checkpoint,
    stated: read.stated,
    key: draft.key,
    series: draft.series ?? null,
    salt: label === null ? null : toHex(crypto.getRandomValues(new Uint8Array(SALT_BYTES))),
    entry: read.entry,
  };
  const stamp = { known: read.entry.known, zone: zoneOf(device) };
  const envelope = await signStatement(statement, [signerOf(device)], stamp).catch(
    (cause: unknown) => {
      if (!(cause instanceof EnvelopeError)) throw cause;
      throw malformed([{ path: "", message: cause.message }]);
    },
  );
  return {
    digest: payloadDigest(envelope.payload),
    origin: device.origin,
    device: device.name,
    key: draft.key,
    counter,
    entry: read.entry.id,
    envelope: formatEnvelope(envelope),
    label,
  };
}

/** Keeps an envelope with the chain that it lengthens; not where the chain has grown meanwhile. */
async function keep(
  database: DeviceDatabase,
  { origin, name, counter }: Device,
  signed: SignedEntry,
): Promise<boolean> {
  // A key that has signed must never sign that count again: it is on the disk before it is sent.
  const writing = database.transaction(["devices", "signed"], "readwrite", {
    durability: "strict",
  });
  const devices = writing.objectStore("devices");
  const now = await devices.get([origin, name]);
  if (now?.counter !== counter) {
    await writing.done;
    return false;
  }
  await devices.put({ ...now, counter: signed.counter, previous: signed.digest });
  await writing.objectStore("signed").add(signed);
  await writing.done;
  return true;
}

/** What was signed under a key before, where it is the same entry. */
function sameEntry(before: SignedEntry, read: ReadDraft, device: Device): SignedEntry {
  const envelope = readEnvelope(before.envelope);
  const stamp = { known: read.entry.known, zone: zoneOf(device) };
  const stated = envelope.ok ? readStatement(envelope.envelope.payload, stamp) : envelope;
  const [there, here] = [
    stated.ok ? unstamped(stated.statement.entry) : null,
    unstamped(read.entry),
  ];
  if (JSON.stringify(there) === JSON.stringify(here)) return before;
  throw new DeviceError(
    "key-reused",
    `Something else was signed under the key ${before.key}.`,
    "Give the new entry a key of its own.",
  );
}

function malformed(problems: DeviceError["problems"]): DeviceError {
  const [first] = problems;
  const message = first?.message ?? "It is no entry.";
  return new DeviceError("entry-malformed", message, "Correct what is named.", problems);
}
