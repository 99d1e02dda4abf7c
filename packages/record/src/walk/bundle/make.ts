import { type Zone, zone } from "@proviso/core";
import { Fault } from "@proviso/core/fault";
import { readMetadata } from "../../entries/index.ts";
import type { Ed25519 } from "../../envelope/index.ts";
import {
  decodeText,
  encodeText,
  type NoteSigner,
  parseCheckpoint,
  parseNote,
  type Sha256,
  sameBytes,
  sha256,
  toHex,
} from "../../log/index.ts";
import { foundingIn, type KeptParts, walk, wholeTree } from "../index.ts";
import { keysFile, logFiles } from "./derived.ts";
import { formatHead } from "./head.ts";
import { BUNDLE, type BundleFiles, DOCUMENTS, envelopePath, isBundlePath } from "./layout.ts";
import { formatSums, signSums } from "./sums.ts";

/** Everything that goes into a bundle, as a store keeps it. */
export interface BundleContent {
  readonly case: string;
  /** By position: what the tree hashes. */
  readonly leaves: readonly Uint8Array[];
  /** By position: the envelope as it is kept, enciphered where there is a label. */
  readonly envelopes: readonly { readonly label: string | null; readonly envelope: Uint8Array }[];
  /** The case's own files, as they stand; none under a label. */
  readonly documents: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  /** The newest signed head, with its cosignatures; it must be over just these leaves. */
  readonly note: Uint8Array;
  /** What a person reads, and the checker that they can run. */
  readonly guides: { readonly readme: string; readonly checker: string };
}

/** What a bundle is made with. */
export interface BundleMaking {
  readonly ed25519: Ed25519;
  /** Signs the list of files; `null` leaves it unsigned, which whoever verifies is told. */
  readonly signer: NoteSigner | null;
  readonly hash?: Sha256;
}

/** A bundle that cannot be made of this. */
export class BundleError extends Fault<"bundle-impossible"> {
  constructor(message: string, remedy: string) {
    super("bundle-impossible", message, remedy);
  }
}

/**
 * Makes the files of a bundle. The same content always gives the same files, but for signatures.
 *
 * @throws {BundleError} where the checkpoint is over another record, or a file has a name that
 *   could lead out of the folder; `LogError` where the checkpoint is none.
 */
export async function makeBundle(
  content: BundleContent,
  { ed25519, signer, hash = sha256 }: BundleMaking,
): Promise<BundleFiles> {
  const { leaves, envelopes, documents, guides } = content;
  const tree = wholeTree(leaves, hash);
  const note = decodeText(content.note);
  const { origin, size, root } = parseCheckpoint(parseNote(note).text);
  requireHead(size === tree.size && sameBytes(root, tree.rootAt(size)));
  const files = new Map<string, Uint8Array>();
  files.set(BUNDLE.readme, encodeText(guides.readme));
  files.set(BUNDLE.checker, encodeText(guides.checker));
  files.set(BUNDLE.checkpoint, content.note);
  for (const [path, bytes] of logFiles(leaves, tree, note, hash)) files.set(path, bytes);
  for (const [position, { label, envelope }] of envelopes.entries()) {
    files.set(envelopePath(position, label !== null), envelope);
  }
  for (const { file, bytes } of documents) files.set(documentPath(file), bytes);
  const agreement = agreementOf(content);
  files.set(
    BUNDLE.head,
    encodeText(formatHead({ case: content.case, agreement, origin, size, root: toHex(root) })),
  );
  const terms = { origin, case: content.case, agreement, ...termsIn(files) };
  const walked = walk(partsIn(content), { terms, verify: "changes", ed25519, hash });
  for (const [path, bytes] of keysFile((await walked.toEnd()).ring)) files.set(path, bytes);
  const sums = encodeText(formatSums(files, hash));
  files.set(BUNDLE.sums, sums);
  if (signer !== null) files.set(BUNDLE.sumsNote, await signSums(origin, sums, signer, hash));
  return files;
}

async function* partsIn({ leaves, envelopes }: BundleContent) {
  yield leaves.map((leaf, position): KeptParts => {
    const { envelope = null, label = null } = envelopes[position] ?? {};
    return { position, leaf, envelope, label };
  });
}

/** How the entries of a case are read, by its `case.json`: on UTC's clocks where it says nothing. */
export function termsIn(files: BundleFiles): {
  readonly zone: Zone;
  readonly reconstructed: boolean;
} {
  const source = files.get(`${DOCUMENTS}case.json`);
  const metadata = source === undefined ? null : metadataIn(source);
  const { zone: where, reconstructed } = metadata ?? { zone: UTC, reconstructed: false };
  return { zone: where, reconstructed };
}

const UTC = zone("UTC") as Zone;

function metadataIn(source: Uint8Array) {
  try {
    return readMetadata(decodeText(source), "case.json").metadata;
  } catch {
    return null;
  }
}

/** The agreement that the record's founding entry names: nothing else says it under signature. */
function agreementOf({ envelopes }: BundleContent): string {
  const founding = foundingIn(envelopes[0]?.envelope);
  if (founding !== null) return founding.agreement;
  throw new BundleError(
    "The record has no founding entry that can be read.",
    "Run fsck on the case: a record begins with the entry that enrols its keeper.",
  );
}

function documentPath(file: string): string {
  const path = `${DOCUMENTS}${file}`;
  if (isBundlePath(path)) return path;
  throw new BundleError(
    `${JSON.stringify(file.slice(0, 120))} is no name that a bundle can hold.`,
    "Name files with letters, digits, dots, dashes and spaces, in folders of the case.",
  );
}

function requireHead(isOver: boolean): void {
  if (isOver) return;
  throw new BundleError(
    "The checkpoint is not over this record.",
    "Sign a checkpoint of its newest entry first; if that is refused, run fsck on the case.",
  );
}
