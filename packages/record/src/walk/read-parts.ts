import { instant } from "@proviso/core";
import { readSigned, type SignedStatement } from "../envelope/index.ts";
import { type Leaf, LogError, parseLeaf, type Sha256, toHex } from "../log/index.ts";
import type { CaseTerms } from "./case-terms.ts";
import { faultAt, type WalkFault } from "./fault.ts";

/** An entry as a place keeps it: a store's rows, a bundle's files, what a server answers. */
export interface KeptParts {
  /** Counted from 0. */
  readonly position: number;
  /** What the tree hashes; `null` where it is missing. */
  readonly leaf: Uint8Array | null;
  /** As it is kept, enciphered under a label; `null` where it is not there. */
  readonly envelope: Uint8Array | null;
  /** The label with which it is kept; left out where the place says no more than the leaf. */
  readonly label?: string | null;
}

/** A labelled entry deciphered, or why it is not. */
export type OpenedLabel =
  | { readonly kind: "opened"; readonly envelope: Uint8Array }
  /** Whoever reads is no reader of it. */
  | { readonly kind: "not-a-reader" }
  | { readonly kind: "altered"; readonly message: string };

/** Deciphers an entry for the readers of a label, and holds it to the digest of its leaf. */
export type OpenLabel = (label: string, digest: string, kept: Uint8Array) => Promise<OpenedLabel>;

/** With what the parts of an entry are read. */
export interface ReadingParts {
  readonly hash: Sha256;
  /** What its statement is read by; `null` leaves envelopes unread. */
  readonly terms: CaseTerms | null;
  /** Whether the place keeps what is under labels too, enciphered, so that it can be missing. */
  readonly keepsLabelled: boolean;
  readonly open?: OpenLabel;
}

/** An entry of which each part was read once and held against its leaf. */
export interface ReadParts {
  readonly position: number;
  readonly leafBytes: Uint8Array | null;
  readonly leaf: Leaf | null;
  /** In the clear, and the one of its leaf; or else `null`. */
  readonly envelope: Uint8Array | null;
  readonly signed: SignedStatement | null;
  readonly faults: readonly WalkFault[];
}

/** Reads the parts of an entry. Who signed it, and whether they might, is not looked at. */
export async function readParts(kept: KeptParts, by: ReadingParts): Promise<ReadParts> {
  const { position, leaf: leafBytes } = kept;
  const faults: WalkFault[] = [];
  const none = { position, leafBytes, leaf: null, envelope: null, signed: null, faults };
  if (leafBytes === null) {
    faults.push(faultAt("leaf-missing", "leaf", position, `Entry ${position} has no leaf.`));
    return none;
  }
  const leaf = leafOf(leafBytes, position, faults);
  if (leaf === null) return none;
  if (leaf.index !== position) {
    const message = `The leaf at ${position} says that it is ${leaf.index}.`;
    faults.push(faultAt("leaf-misplaced", "leaf", position, message));
  }
  const envelope = await inTheClear(kept, leaf, by, faults);
  const signed = envelope === null ? null : signedIn(envelope, position, leaf, by, faults);
  return { position, leafBytes, leaf, envelope, signed, faults };
}

function leafOf(bytes: Uint8Array, position: number, faults: WalkFault[]): Leaf | null {
  try {
    return parseLeaf(bytes);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    const message = `What stands at ${position} is no leaf. ${cause.message}`;
    faults.push(faultAt("leaf-malformed", "leaf", position, message, { remedy: cause.remedy }));
    return null;
  }
}

/** The envelope that a leaf commits to; `null` where it is not there, or not for this reader. */
async function inTheClear(
  { position, label, envelope }: KeptParts,
  leaf: Leaf,
  { hash, keepsLabelled, open }: ReadingParts,
  faults: WalkFault[],
): Promise<Uint8Array | null> {
  const wrong = (code: WalkFault["code"], message: string): null => {
    faults.push(faultAt(code, "envelope", position, message));
    return null;
  };
  if (envelope === null) {
    const isElsewhere = leaf.label !== null && !keepsLabelled;
    return isElsewhere ? null : wrong("envelope-missing", `Entry ${position} has no envelope.`);
  }
  if (label !== undefined && label !== leaf.label) {
    const message = `Entry ${position} is kept under another label than its leaf says.`;
    return wrong("label-altered", message);
  }
  const altered = `Entry ${position} is not the envelope that its leaf commits to.`;
  if (leaf.label === null) {
    return toHex(hash(envelope)) === leaf.envelope ? envelope : wrong("envelope-altered", altered);
  }
  const opened = await open?.(leaf.label, leaf.envelope, envelope);
  if (opened === undefined || opened.kind === "not-a-reader") return null;
  if (opened.kind === "opened") return opened.envelope;
  return wrong("envelope-altered", `Entry ${position}: ${opened.message}`);
}

function signedIn(
  envelope: Uint8Array,
  position: number,
  { received }: Leaf,
  { terms }: ReadingParts,
  faults: WalkFault[],
): SignedStatement | null {
  if (terms === null) return null;
  const { zone, reconstructed } = terms;
  const read = readSigned(envelope, { known: instant(received), zone, reconstructed });
  if (read.ok) return read.signed;
  const { code, message, remedy } = read.rejection;
  faults.push(faultAt(code, "envelope", position, `Entry ${position}: ${message}`, { remedy }));
  return null;
}
