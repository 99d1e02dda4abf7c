import { type Instant, instant, parseInstant, type Zone, zone } from "@proviso/core";
import { type RecordEntry, readRecordEntry } from "../../src/entries/index.ts";
import { formatEnvelope } from "../../src/envelope/dsse.ts";
import { EMPTY_RING, type KeyRing } from "../../src/envelope/keyring.ts";
import { nobleEd25519, signerFromSeed } from "../../src/envelope/noble-ed25519.ts";
import { signStatement } from "../../src/envelope/sign.ts";
import type { Signer } from "../../src/envelope/signer.ts";
import type { Statement } from "../../src/envelope/statement.ts";
import {
  type Accepted,
  type LogPlace,
  payloadDigest,
  ringAfterEntry,
  type Verification,
  verifyEnvelope,
} from "../../src/envelope/verify.ts";
import { toHex } from "../../src/log/index.ts";

/** Where the tests' record is kept. */
export const HERE = {
  origin: "commission.example/ford-2031",
  case: "ford-2031",
  agreement: "ford",
  zone: zone("Europe/Vienna") as Zone,
} as const;

/** When everything in the tests' record is received. */
export const RECEIVED = parseInstant("2031-03-06T12:00Z") as Instant;

/** A key of its own for each name. */
export function signer(name: string, generation = 1): Signer {
  const seed = Uint8Array.from({ length: 32 }, (_, at) => {
    return (name.charCodeAt(at % name.length) * 7 + at * 13 + generation) % 256;
  });
  return signerFromSeed(name, seed);
}

/** The hexadecimal digits of a signer's public key. */
export function publicKeyOf(one: Signer): string {
  return toHex(one.publicKey);
}

/** An entry from its fields; `v` and `known` are added. */
export function entryOf(fields: Readonly<Record<string, unknown>>): RecordEntry {
  const line = JSON.stringify({ v: 1, known: "2031-03-06T12:00Z", ...fields });
  const read = readRecordEntry(line, HERE.zone);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.entry;
}

/** An inspection report: howitzers seen at a firing position. */
export function report(id: string): RecordEntry {
  return entryOf({
    id,
    kind: "observation",
    valid: { on: "2031-03-05" },
    report: { kind: "presence", subject: "howitzers", place: "orchard", state: "present" },
    method: "ground-inspection",
    observers: [{ body: "mission", nationality: "Corland", technical: true }],
    source: { cite: "Patrol report 14" },
    grade: { reliability: "B", credibility: 2, by: "duty officer", why: "two patrols agree" },
  });
}

/** An enrolment of a signer's key. */
export function enrolment(
  id: string,
  one: Signer,
  holder: Readonly<Record<string, unknown>>,
): RecordEntry {
  const fields = { id, kind: "key", act: "enrol", name: one.name, publicKey: publicKeyOf(one) };
  return entryOf({ ...fields, ...holder });
}

/** Something to be appended: an entry, its author and whatever else is not as usual. */
export interface Draft {
  readonly entry: RecordEntry;
  readonly by: Signer;
  readonly role: Statement["role"];
  readonly with?: readonly Signer[];
  readonly statement?: Partial<Statement>;
  readonly place?: Partial<LogPlace>;
}

/** A record in the making: signs, verifies and keeps the ring and the chains in step. */
export class SignedRecord {
  ring: KeyRing = EMPTY_RING;
  readonly accepted: Accepted[] = [];
  readonly #chains = new Map<string, { readonly counter: number; readonly digest: string }>();

  /**
   * A record with a keeper, two inspectors of the mission and a host's representative.
   *
   * @param tell - is given each of its envelopes.
   */
  static async founded(
    tell: (envelope: Uint8Array) => void = () => undefined,
  ): Promise<SignedRecord> {
    const record = new SignedRecord();
    const enrolments = PEOPLE.map(({ key, ...holder }, at) =>
      enrolment(`K-${at + 2}`, key, holder),
    );
    for (const entry of [GENESIS, ...enrolments]) {
      const draft = { entry, by: KEEPER, role: "keeper" } as const;
      tell(await record.sign(draft));
      await record.append(draft);
    }
    return record;
  }

  /** The same record as it stands, to be gone on with by itself. */
  copy(): SignedRecord {
    const copy = new SignedRecord();
    copy.ring = this.ring;
    copy.accepted.push(...this.accepted);
    for (const [device, end] of this.#chains) copy.#chains.set(device, end);
    return copy;
  }

  /** The statement of a draft as it would be signed now. */
  statementOf({ entry, by, role, statement }: Draft): Statement {
    const chain = this.#chains.get(by.name);
    return {
      case: HERE.case,
      agreement: HERE.agreement,
      origin: HERE.origin,
      role,
      device: by.name,
      counter: (chain?.counter ?? 0) + 1,
      previous: chain?.digest ?? null,
      after: null,
      stated: null,
      key: entry.id,
      series: null,
      salt: null,
      entry,
      ...statement,
    };
  }

  /** The place at which the next entry would stand. */
  place(changes: Partial<LogPlace> = {}): LogPlace {
    return {
      ...HERE,
      known: RECEIVED,
      received: RECEIVED,
      position: this.accepted.length,
      ...changes,
    };
  }

  /** The envelope of a draft, as bytes. */
  async sign(draft: Draft): Promise<Uint8Array> {
    const signers = [draft.by, ...(draft.with ?? [])];
    return formatEnvelope(await signStatement(this.statementOf(draft), signers, this.place()));
  }

  /** What is said of a draft, which is not kept. */
  async verify(draft: Draft): Promise<Verification> {
    return verifyEnvelope(await this.sign(draft), this.ring, this.place(draft.place), nobleEd25519);
  }

  /** Appends a draft, or fails the test with the reason. */
  async append(draft: Draft): Promise<Accepted> {
    const verified = await this.verify(draft);
    if (!verified.ok) throw new Error(JSON.stringify(verified.rejection));
    const { accepted } = verified;
    const next = ringAfterEntry(this.ring, accepted);
    if (!next.ok) throw new Error(JSON.stringify(next.rejection));
    this.ring = next.ring;
    this.accepted.push(accepted);
    const { counter } = accepted.statement;
    this.#chains.set(draft.by.name, { counter, digest: payloadDigest(accepted.payload) });
    return accepted;
  }

  /** Why a draft is not taken, or why the ring refuses it: the code, or `null`. */
  async refusalOf(draft: Draft): Promise<string | null> {
    const verified = await this.verify(draft);
    if (!verified.ok) return verified.rejection.code;
    const next = ringAfterEntry(this.ring, verified.accepted);
    return next.ok ? null : next.rejection.code;
  }
}

/** The keeper's key. */
export const KEEPER = signer("registry");

/** Two inspectors, one of them with a second tablet, the host's representative and a party. */
export const INSPECTOR = signer("team-3");
/** The first inspector's second tablet. */
export const INSPECTOR_SPARE = signer("team-3-spare");
/** Another inspector of the same mission. */
export const COLLEAGUE = signer("team-4");
/** Who represents the host at inspections. */
export const HOST = signer("liaison-2");
/** Who speaks for one of the parties. */
export const PARTY = signer("arden-envoy");

const PEOPLE = [
  { key: INSPECTOR, body: "mission", person: "inspector-7", roles: ["observer"] },
  { key: INSPECTOR_SPARE, body: "mission", person: "inspector-7", roles: ["observer"] },
  { key: COLLEAGUE, body: "mission", person: "inspector-9", roles: ["observer"] },
  { key: HOST, body: "Belmar", person: "liaison-officer", roles: ["host"] },
  { key: PARTY, body: "Arden", person: "envoy", roles: ["party", "authority"] },
] as const;

/** The first entry of the tests' record. */
export const GENESIS = entryOf({
  id: "K-1",
  kind: "key",
  act: "genesis",
  name: KEEPER.name,
  publicKey: publicKeyOf(KEEPER),
  body: "Commission",
  person: "registrar",
  log: { origin: HERE.origin, key: `${HERE.origin}+00000000+AQ==` },
});

/** A moment some days after the record was received. */
export function daysLater(days: number): Instant {
  return instant(RECEIVED + days * 86_400_000);
}
