import { join } from "node:path";
import { entryId, type Instant, id, instant, type Observation, zone } from "@proviso/core";
import type { RecordEntry } from "@proviso/record";
import { nodeSigner } from "@proviso/record";
import {
  formatEnvelope,
  PAYLOAD_TYPE,
  payloadDigest,
  preAuthEncoding,
  readEnvelope,
  type SignedMessage,
  type Signer,
  type Statement,
  signStatement,
} from "@proviso/record/envelope";
import type { KeyFolder } from "@proviso/record/installation";
import { formatNoteKey, noteKey, toHex } from "@proviso/record/log";
import type { CaseTerms } from "@proviso/record/walk";
import { FIRST_SEEN_MS, observationOf } from "../judge/record.ts";
import type { Workload } from "../judge/workload.ts";

const UTC = zone("UTC");
if (UTC === null) throw new RangeError("UTC is a zone.");

/** What every entry of the bench's case is signed for. */
export const TERMS: CaseTerms = {
  case: "bench",
  origin: "bench.example/bench",
  agreement: "bench",
  zone: UTC,
  reconstructed: false,
};

const KEEPER = nodeSigner("keeper", new Uint8Array(32).fill(1));
const INSPECTORS = [2, 3].map((seed) =>
  nodeSigner(`inspector-${seed - 1}`, new Uint8Array(32).fill(seed)),
);
const LOG = nodeSigner("log", new Uint8Array(32).fill(4));
const LOG_KEY = noteKey(TERMS.origin, "ed25519", LOG.publicKey);

/** The keys of the bench's installation, which signs for its log and nothing else. */
export function keysIn(home: string): KeyFolder {
  return {
    folder: join(home, "keys"),
    names: async () => [LOG.name],
    signer: async (name) => (name === LOG.name ? LOG : null),
    make: async (name) => {
      throw new RangeError(`The bench makes no key ${name}.`);
    },
  };
}

/** Entries that stand before the first observation: the keeper's key and two inspectors' keys. */
export const FOUNDING = 1 + INSPECTORS.length;

/** When the log receives the entry of an event, by the bench's clock. */
export function receivedAt(event: number): Instant {
  return instant(FIRST_SEEN_MS + event * 1_000 + 999);
}

/** Signs entries in the order of one record, each device with its chain. */
export class Corpus {
  readonly #workload: Workload;
  readonly #chains = new Map<string, { readonly counter: number; readonly digest: string }>();

  constructor(workload: Workload) {
    this.#workload = workload;
  }

  /** The entries that found the record, signed by its keeper. */
  async founding(): Promise<readonly Uint8Array[]> {
    const signed: Uint8Array[] = [];
    for (const entry of keyEntries()) {
      signed.push(await this.#sign(entry, [KEEPER], "keeper", receivedAt(0)));
    }
    return signed;
  }

  /** The envelopes of events, each an observation that two inspectors signed. */
  async observations(begin: number, end: number): Promise<readonly Uint8Array[]> {
    const signed: Uint8Array[] = [];
    for (let event = begin; event < end; event += 1) {
      const entry: Observation = observationOf(this.#workload, event);
      signed.push(await this.#sign(entry, INSPECTORS, "observer", entry.known));
    }
    return signed;
  }

  async #sign(
    entry: RecordEntry,
    signers: readonly Signer[],
    role: Statement["role"],
    known: Instant,
  ): Promise<Uint8Array> {
    const device = signers[0]?.name ?? "";
    const last = this.#chains.get(device);
    const counter = (last?.counter ?? 0) + 1;
    const statement: Statement = {
      ...{ case: TERMS.case, agreement: TERMS.agreement, origin: TERMS.origin },
      ...{ role, device, counter, previous: last?.digest ?? null },
      ...{ after: null, stated: null, key: entry.id, series: null, salt: null, entry },
    };
    const envelope = await signStatement(statement, signers, { known, zone: TERMS.zone });
    this.#chains.set(device, { counter, digest: payloadDigest(envelope.payload) });
    return formatEnvelope(envelope);
  }
}

function keyEntries(): readonly RecordEntry[] {
  const head = { kind: "key", known: receivedAt(0) } as const;
  const log = { origin: TERMS.origin, key: formatNoteKey(LOG_KEY) };
  const held = ({ name, publicKey }: Signer, body: string) => ({
    ...{ name, publicKey: toHex(publicKey), body: id(body), person: name },
  });
  return [
    { ...head, id: entryId("K-keeper"), act: "genesis", ...held(KEEPER, "keeper"), log },
    ...INSPECTORS.map(
      (one): RecordEntry => ({
        ...{ ...head, id: entryId(`K-${one.name}`), act: "enrol" },
        ...held(one, "commission"),
        ...{ roles: ["observer"], expires: null },
      }),
    ),
  ];
}

/** The signatures on an envelope, with what was signed, as a library of Ed25519 takes them. */
export function signaturesOn(envelope: Uint8Array): readonly SignedMessage[] {
  const read = readEnvelope(envelope);
  if (!read.ok) throw new RangeError(read.rejection.message);
  const { payload, signatures } = read.envelope;
  const message = preAuthEncoding(PAYLOAD_TYPE, payload);
  return signatures.map(({ keyid, signature }) => {
    const signer = [KEEPER, ...INSPECTORS].find(({ name }) => name === keyid) ?? KEEPER;
    return { publicKey: signer.publicKey, message, signature };
  });
}
