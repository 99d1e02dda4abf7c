import { openLabelled } from "../../envelope/label/index.ts";
import type { LeafRange } from "../../log/index.ts";
import { nodeEd25519, nodeHash } from "../../node-crypto.ts";
import { partsOf } from "../../store/rows.ts";
import type { KeptRecord } from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import {
  type CaseTerms,
  type KeptParts,
  type OpenLabel,
  type Walk,
  type WalkFault,
  type WalkOptions,
  walk,
} from "../index.ts";

/** How a kept record is walked; see `WalkOptions`. */
export type KeptWalk = Pick<
  WalkOptions,
  "verify" | "refuse" | "open" | "after" | "keepsLabelled"
> & {
  /** The entries that are walked; all by default. They begin with the first, or `after` others. */
  readonly range?: Partial<LeafRange>;
};

/**
 * Walks a record that a store keeps, with the runtime's own libraries: signatures are verified on
 * its thread pool, on every core.
 */
export function walkKept(
  record: KeptRecord,
  terms: CaseTerms | null,
  { range, ...how }: KeptWalk,
): Walk {
  return walk(keptParts(record, range), { terms, ed25519: nodeEd25519, hash: nodeHash, ...how });
}

/** What a strict walk through a kept record throws at the first error: `STORE_CORRUPT`. */
export const corruptAt: NonNullable<WalkOptions["refuse"]> = ({ message }: WalkFault) =>
  new StoreError(
    "STORE_CORRUPT",
    message,
    "Keep the store as it is, and run proviso fsck; restore a backup if it says so.",
  );

/** Entries that are read at a time. */
const PART = 500;

/** The rows of a record, as a walk takes them. */
export async function* keptParts(
  record: KeptRecord,
  { begin = 0, end = Number.POSITIVE_INFINITY }: Partial<LeafRange> = {},
): AsyncGenerator<readonly KeptParts[]> {
  for (const part of partsOf({ begin, end: Math.min(end, await record.size()) }, PART)) {
    const leaves = new Map((await record.leaves(part)).map((kept) => [kept.position, kept.leaf]));
    const envelopes = new Map(
      (await record.envelopes(part)).map((kept) => [kept.position, kept] as const),
    );
    yield Array.from({ length: part.end - part.begin }, (_, at): KeptParts => {
      const position = part.begin + at;
      const leaf = leaves.get(position) ?? null;
      const kept = envelopes.get(position);
      if (kept === undefined) return { position, leaf, envelope: null };
      return { position, leaf, envelope: kept.envelope, label: kept.label };
    });
  }
}

/**
 * Deciphers entries for the reader who has these age identities; nothing where there are none, so
 * that nobody pays for age who reads in the open.
 */
export function openFor(identities: readonly string[]): { readonly open?: OpenLabel } {
  if (identities.length === 0) return {};
  return {
    open: async (_label, digest, ciphertext) => {
      const opened = await openLabelled({ digest, ciphertext }, identities);
      if (opened.ok) return { kind: "opened", envelope: opened.envelope };
      const { code, message } = opened.rejection;
      return code === "not-a-reader" ? { kind: "not-a-reader" } : { kind: "altered", message };
    },
  };
}
