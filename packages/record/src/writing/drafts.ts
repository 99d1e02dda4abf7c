import { randomBytes } from "node:crypto";
import type { Instant } from "@proviso/core";
import type { RecordEntry, SigningRole } from "../entries/index.ts";
import {
  type ChainEnd,
  formatEnvelope,
  payloadDigest,
  SALT_BYTES,
  type SeriesNumber,
  type Signer,
  type StatedTime,
  signStatement,
} from "../envelope/index.ts";
import { toHex } from "../log/index.ts";
import type { CaseTerms } from "../walk/index.ts";

/** An entry to be signed and appended. */
export interface Draft {
  readonly entry: RecordEntry;
  /** The compartment for whose readers alone it is; `null` for everyone. */
  readonly label: string | null;
  readonly stated: StatedTime | null;
  /** The idempotency key: one entry however often it is sent. */
  readonly key: string;
  readonly series: SeriesNumber | null;
}

/** Who signs, and in what capacity. */
export interface Author {
  readonly signer: Signer;
  readonly role: SigningRole;
}

/** A draft as it was signed. */
export interface Signed {
  readonly envelope: Uint8Array;
  readonly label: string | null;
  /** SHA-256 of what was signed, 64 hexadecimal digits. */
  readonly digest: string;
}

/**
 * Signs drafts with one key, each chained to the one before.
 *
 * @param on - `end` is what the key signed last, and `after` the newest head of the log.
 */
export async function signAll(
  drafts: readonly Draft[],
  { signer, role }: Author,
  terms: CaseTerms,
  on: {
    readonly after: { readonly size: number; readonly root: string } | null;
    readonly now: () => Instant;
    readonly end: ChainEnd | null;
  },
): Promise<readonly Signed[]> {
  const signed: Signed[] = [];
  let last = on.end;
  for (const draft of drafts) {
    const { entry, stated, key, series, label } = draft;
    const counter = (last?.counter ?? 0) + 1;
    const { case: name, agreement, origin, zone, reconstructed } = terms;
    const statement = {
      ...{ case: name, agreement, origin, role, device: signer.name, counter },
      previous: last?.digest ?? null,
      after: on.after,
      stated,
      key,
      series,
      salt: label === null ? null : toHex(new Uint8Array(randomBytes(SALT_BYTES))),
      entry,
    };
    const known = reconstructed && stated !== null ? stated.moment : on.now();
    const envelope = await signStatement(statement, [signer], { known, zone });
    const digest = payloadDigest(envelope.payload);
    signed.push({ envelope: formatEnvelope(envelope), label, digest });
    last = { counter, digest };
  }
  return signed;
}
