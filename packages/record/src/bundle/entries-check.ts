import { instant, type Zone } from "@proviso/core";
import { recordReferencesOf } from "../entries/index.ts";
import {
  type Accepted,
  answerFault,
  type Checked,
  type DeviceFinding,
  type DeviceLink,
  deviceFindings,
  type Ed25519,
  EMPTY_RING,
  idempotencyScope,
  type KeyRing,
  ringAfterEntry,
  type Verification,
  verifiedAhead,
  verifyEnvelope,
} from "../envelope/index.ts";
import { type Leaf, type Sha256, sha256 } from "../log/index.ts";
import { type BundleFinding, noted, wrong } from "./finding.ts";

/** What a record is: its entries must have been signed for just this. */
export interface RecordIdentity {
  readonly origin: string;
  readonly case: string;
  readonly agreement: string;
  readonly zone: Zone;
  /** Put together afterwards: then an entry was known when its author says. */
  readonly reconstructed: boolean;
}

/** What entries are checked with. */
export interface EntriesCheckOptions {
  readonly ed25519: Ed25519;
  /** SHA-256 of payloads; one in plain JavaScript where none is given. */
  readonly hash?: Sha256;
  /** The root of the log at a size, in hexadecimal digits; `null` where it cannot be told. */
  readonly rootAt: (size: number) => string | null;
  /** The file, or the table, in which an entry's envelope lies. */
  readonly fileOf: (position: number) => string;
}

/** An entry to be checked, in record order. */
export interface EntryAtPlace {
  readonly position: number;
  readonly leaf: Leaf;
  /** In the clear; `null` where its label keeps it from this reader. */
  readonly envelope: Uint8Array | null;
}

/** What was found out about the entries of a record. */
export interface EntriesChecked {
  readonly ring: KeyRing;
  readonly accepted: readonly Accepted[];
  readonly findings: readonly BundleFinding[];
}

const KEEP = "Keep this copy as it is, and compare it with another party's.";

/**
 * Checks the entries of a record in its order: every signature by the keys at its position, and
 * what they say of each other. It goes on after what it finds.
 */
export class EntriesCheck {
  readonly #identity: RecordIdentity;
  readonly #options: EntriesCheckOptions;
  readonly #findings: BundleFinding[] = [];
  readonly #accepted: Accepted[] = [];
  readonly #byId = new Map<string, Accepted>();
  readonly #scopes = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  #ring: KeyRing = EMPTY_RING;
  #hidden = 0;

  constructor(identity: RecordIdentity, options: EntriesCheckOptions) {
    this.#identity = identity;
    this.#options = options;
  }

  /** Checks the next entry. */
  async add(entry: EntryAtPlace): Promise<void> {
    const verified = this.#verify(entry, this.#ring);
    this.#take(entry, verified === null ? null : await verified);
  }

  /**
   * Checks all entries that come, with what `add` finds of them one by one: their signatures are
   * verified side by side.
   *
   * @param parts - in record order, as many at a time as it is handy to read.
   */
  async addAll(parts: AsyncIterable<readonly EntryAtPlace[]>): Promise<void> {
    const verify = (entry: EntryAtPlace, ring: KeyRing) => this.#verify(entry, ring);
    for await (const { item, verified } of verifiedAhead(parts, { verify, ring: () => this.#ring }))
      this.#take(item, verified);
  }

  #verify({ position, leaf, envelope }: EntryAtPlace, ring: KeyRing): Promise<Verification> | null {
    if (envelope === null) return null;
    const { ed25519, hash = sha256, rootAt } = this.#options;
    const received = instant(leaf.received);
    const place = { ...this.#identity, position, received, known: received, rootAt };
    return verifyEnvelope(envelope, ring, place, ed25519, hash);
  }

  #take({ position, leaf }: EntryAtPlace, verified: Verification | null): void {
    if (verified === null) {
      this.#hidden += 1;
      return;
    }
    if (!verified.ok) {
      this.#refuse(position, verified);
      return;
    }
    const { accepted } = verified;
    const after = ringAfterEntry(this.#ring, accepted);
    if (after.ok) this.#ring = after.ring;
    else this.#refuse(position, after, accepted);
    this.#checkBesideOthers(accepted, leaf);
    this.#accepted.push(accepted);
  }

  /** What was found, once all entries are there. */
  finish(): EntriesChecked {
    const findings = [...this.#findings, ...this.#deviceFindings()];
    return { ring: this.#ring, accepted: this.#accepted, findings };
  }

  #refuse(
    position: number,
    refused: Extract<Checked<object>, { readonly ok: false }>,
    accepted?: Accepted,
  ): void {
    const { code, message, remedy } = refused.rejection;
    const about = { position, ...(accepted && { entry: accepted.statement.entry.id }) };
    const file = this.#options.fileOf(position);
    this.#findings.push(wrong(code, file, `Entry ${position}: ${message}`, remedy, about));
  }

  #checkBesideOthers(accepted: Accepted, leaf: Leaf): void {
    const { statement, position } = accepted;
    const { id } = statement.entry;
    const report = (code: BundleFinding["code"], message: string): void => {
      const file = this.#options.fileOf(position);
      this.#findings.push(wrong(code, file, message, KEEP, { position, entry: id }));
    };
    const scope = idempotencyScope(statement);
    const before = this.#scopes.get(scope) ?? this.#byId.get(id)?.position;
    if (before === undefined) this.#scopes.set(scope, position);
    else report("entry-repeated", `${id} stands at ${before} and again at ${position}.`);
    const answered = recordReferencesOf(statement.entry).map(({ to }) => this.#byId.get(to));
    const fault = answerFault(accepted, answered[0] ?? null);
    // What an answer answers may be under a label that this reader has not.
    const isHidden = fault?.rejection.code === "answers-nothing" && this.#hidden > 0;
    if (fault !== null && !isHidden) this.#refuse(position, fault, accepted);
    this.#checkNumber(accepted, leaf, report);
    if (!this.#byId.has(id)) this.#byId.set(id, accepted);
  }

  #checkNumber(
    { statement }: Accepted,
    leaf: Leaf,
    report: (code: BundleFinding["code"], message: string) => void,
  ): void {
    const { series } = statement;
    if (series === null) return;
    const route = JSON.stringify([leaf.label, series.route]);
    const expected = (this.#numbers.get(route) ?? 0) + 1;
    this.#numbers.set(route, series.number);
    if (series.number === expected) return;
    report("series-gap", `It is number ${series.number} on ${series.route}, not ${expected}.`);
  }

  #deviceFindings(): readonly BundleFinding[] {
    const links = this.#accepted.map(
      ({ statement, digest, position }): DeviceLink => ({
        device: statement.device,
        counter: statement.counter,
        previous: statement.previous,
        digest,
        position,
      }),
    );
    return deviceFindings(links).map((found) => this.#sayDevice(found, links));
  }

  #sayDevice(found: DeviceFinding, links: readonly DeviceLink[]): BundleFinding {
    const at = placeOf(found, links);
    const file = this.#options.fileOf(at);
    const entry = this.#accepted.find(({ position }) => position === at)?.statement.entry.id;
    const about = { position: at, ...(entry !== undefined && { entry }) };
    const { device } = found;
    switch (found.kind) {
      case "fork": {
        const both = found.positions.join(" and ");
        const message = `Two entries, ${both}, are both number ${found.counter} of ${device}.`;
        const remedy = "Ask its holder which is theirs: two copies of the key are at work.";
        return noted("device-fork", file, message, remedy, about);
      }
      case "gap": {
        const message = `Of ${device} the entries ${found.from} to ${found.to} are not here.`;
        const remedy = this.#hidden > 0 ? "They may be under a label." : "Ask its holder for them.";
        return noted("device-gap", file, message, remedy, about);
      }
      case "off-chain": {
        const message = `Number ${found.counter} of ${device} follows another than is here.`;
        return noted("device-off-chain", file, message, KEEP, about);
      }
    }
  }
}

function placeOf(found: DeviceFinding, links: readonly DeviceLink[]): number {
  switch (found.kind) {
    case "fork":
      return found.positions.at(-1) ?? 0;
    case "off-chain":
      return found.position;
    case "gap":
      return (
        links.find(({ device, counter }) => device === found.device && counter === found.to + 1)
          ?.position ?? 0
      );
  }
}
