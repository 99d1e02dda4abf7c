import type { RecordEntry } from "../../src/entries/index.ts";
import type { Signer } from "../../src/envelope/index.ts";
import { labelEnvelope } from "../../src/envelope/label/index.ts";
import {
  encodeText,
  formatLeaf,
  formatNote,
  formatNoteKey,
  type Note,
  type NoteSigner,
  sha256,
  signCheckpoint,
  signNote,
  toHex,
} from "../../src/log/index.ts";
import { nodeEd25519 } from "../../src/node-crypto.ts";
import { type BundleContent, makeBundle } from "../../src/walk/bundle/make.ts";
import type { BundleTrust } from "../../src/walk/bundle/verify.ts";
import { wholeTree } from "../../src/walk/index.ts";
import {
  COLLEAGUE,
  type Draft,
  enrolment,
  entryOf,
  HERE,
  HOST,
  INSPECTOR,
  KEEPER,
  PARTY,
  publicKeyOf,
  RECEIVED,
  report,
  SignedRecord,
} from "../envelope/signed-record.ts";
import { compartmentOf, reader, saltOf } from "../label/readers.ts";
import { logKey } from "../log/keys.ts";

/** The key of the sample record's log. */
export const LOG = logKey(HERE.origin);

/** How bundles are verified in tests. */
export const TRUST: BundleTrust = { ed25519: nodeEd25519, hash: sha256 };

/** The agreement of the sample, and a reading that one of its entries adopts. */
export const TEXTS = {
  "agreement.proviso": "agreement ford\n",
  "readings/arden.proviso": "reading arden of ford by Arden\n",
  "case.json": `${JSON.stringify({
    id: HERE.case,
    title: "The ford",
    zone: "Europe/Vienna",
    language: "en",
    signatures: "none",
  })}\n`,
} as const;

const ATTACHMENT = encodeText("frame 14");

/** Who may read the labelled entry of the sample. */
export const READER = await reader();

/** What a record in the making keeps of one entry. */
export interface Kept {
  leaf: Uint8Array;
  envelope: Uint8Array;
  label: string | null;
}

/** A record in the making: signed entries, with their leaves as a store keeps them. */
export class SampleRecord {
  readonly signed: SignedRecord;
  readonly kept: Kept[] = [];

  constructor(signed = new SignedRecord()) {
    this.signed = signed;
  }

  /** The same record as it stands, to be gone on with by itself. */
  copy(): SampleRecord {
    const copy = new SampleRecord(this.signed.copy());
    copy.kept.push(...this.kept.map((one) => ({ ...one })));
    return copy;
  }

  /** Appends an entry in the open. */
  async append(draft: Draft): Promise<void> {
    const envelope = await this.signed.sign(draft);
    await this.signed.append(draft);
    this.keep(envelope, toHex(sha256(envelope)), null);
  }

  /** Appends an entry for the readers of a compartment. */
  async appendFor(draft: Draft, label: string): Promise<void> {
    const salted = { ...draft, statement: { ...draft.statement, salt: toHex(saltOf(9)) } };
    const envelope = await this.signed.sign(salted);
    const { statement } = await this.signed.append(salted);
    const to = { ...compartmentOf([READER]), compartment: label };
    const made = await labelEnvelope(envelope, statement, to, saltOf(3));
    if (!made.ok) throw new Error(made.rejection.message);
    this.keep(made.labelled.ciphertext, made.labelled.digest, label);
  }

  /** Keeps an envelope whatever it says, as somebody who owns the database may. */
  keep(envelope: Uint8Array, digest: string, label: string | null): void {
    const index = this.kept.length;
    const received = RECEIVED + 60_000 * index;
    this.kept.push({
      leaf: formatLeaf({ index, received, envelope: digest, label }),
      envelope,
      label,
    });
  }

  /** A signed head of the first entries. */
  async noteAt(size: number, also: readonly NoteSigner[] = []): Promise<Note> {
    const root = wholeTree(
      this.kept.map(({ leaf }) => leaf),
      sha256,
    ).rootAt(size);
    const note = await signCheckpoint({ origin: HERE.origin, size, root }, LOG.signer);
    return also.length === 0 ? note : signNote(note, also);
  }

  /** Everything that a bundle of it is made of. */
  async content(also: readonly NoteSigner[] = []): Promise<BundleContent> {
    const note = formatNote(await this.noteAt(this.kept.length, also));
    const documents = [
      ...Object.entries(TEXTS).map(([file, source]) => ({ file, bytes: encodeText(source) })),
      { file: `attachments/${toHex(sha256(ATTACHMENT))}`, bytes: ATTACHMENT },
    ];
    return {
      case: HERE.case,
      leaves: this.kept.map(({ leaf }) => leaf),
      envelopes: this.kept.map(({ envelope, label }) => ({ envelope, label })),
      documents,
      note: encodeText(note),
      guides: { readme: "# A bundle\n", checker: "// a checker\n" },
    };
  }

  /** A bundle of it, signed with the log's key. */
  async bundle(also: readonly NoteSigner[] = []): Promise<Map<string, Uint8Array>> {
    const making = { ed25519: nodeEd25519, signer: LOG.signer, hash: sha256 };
    return new Map(await makeBundle(await this.content(also), making));
  }
}

/** A record of eleven entries, of many kinds. */
export async function sampleRecord(): Promise<SampleRecord> {
  const record = new SampleRecord();
  const keeper = { by: KEEPER, role: "keeper" } as const;
  await record.append({ entry: genesis(), ...keeper });
  const people: readonly (readonly [Signer, Readonly<Record<string, unknown>>])[] = [
    [INSPECTOR, { body: "mission", person: "inspector-7", roles: ["observer"] }],
    [COLLEAGUE, { body: "mission", person: "inspector-9", roles: ["observer"] }],
    [HOST, { body: "Belmar", person: "liaison-officer", roles: ["host"] }],
    [PARTY, { body: "Arden", person: "envoy", roles: ["party", "authority"] }],
  ];
  for (const [at, [key, holder]] of people.entries()) {
    await record.append({ entry: enrolment(`K-${at + 2}`, key, holder), ...keeper });
  }
  await record.append({ entry: adoption(), by: PARTY, role: "party" });
  await record.append({ entry: reportWithFrame("O-1"), by: INSPECTOR, role: "observer" });
  const { digest } = record.signed.accepted.at(-1) ?? { digest: "" };
  const answer = { id: "C-1", kind: "countersignature", of: "O-1", digest };
  await record.append({ entry: entryOf(answer), by: HOST, role: "host" });
  await record.append({
    entry: report("O-2"),
    by: COLLEAGUE,
    role: "observer",
    statement: { series: { route: "mission-cables", number: 1 } },
  });
  await record.appendFor({ entry: report("O-3"), by: INSPECTOR, role: "observer" }, "c-7f3a9c21");
  await record.append({ entry: binding(), ...keeper });
  return record;
}

/** A report that names an attachment. */
function reportWithFrame(id: string): RecordEntry {
  const plain = report(id);
  const attachments = [{ sha256: toHex(sha256(ATTACHMENT)), name: "frame.tif" }];
  return plain.kind === "observation" ? { ...plain, attachments } : plain;
}

function adoption(): RecordEntry {
  return entryOf({
    id: "A-1",
    kind: "amendment",
    adopts: "readings/arden.proviso",
    sha256: toHex(sha256(encodeText(TEXTS["readings/arden.proviso"]))),
    by: "Arden",
    source: { cite: "Note 3" },
  });
}

/** Binds every file of the sample that no name binds. */
function binding(): RecordEntry {
  const files = Object.entries(TEXTS).map(([file, source]) => {
    return { file, sha256: toHex(sha256(encodeText(source))) };
  });
  return entryOf({ id: "F-1", kind: "documents", files });
}

function genesis(): RecordEntry {
  return entryOf({
    id: "K-1",
    kind: "key",
    act: "genesis",
    name: KEEPER.name,
    publicKey: publicKeyOf(KEEPER),
    body: "Commission",
    person: "registrar",
    log: { origin: HERE.origin, key: formatNoteKey(LOG.key) },
  });
}
