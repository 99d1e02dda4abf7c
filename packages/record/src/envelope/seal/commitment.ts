import { encodeText, joinBytes, nodeHash, sha256 } from "../../log/index.ts";
import { SALT_BYTES } from "../index.ts";
import { SealError } from "./seal-error.ts";

/** What a seal is of, and how much room it has: it is bound to just this. */
export interface SealTerms {
  /** The log for which it is made. */
  readonly origin: string;
  readonly case: string;
  readonly by: string;
  /** What is declared: `launcher-inventory`. */
  readonly statementType: string;
  /** Powers of two: how many sites there is room for, and how many items at each. */
  readonly sites: number;
  readonly itemsPerSite: number;
  /** To how many bytes each item is padded. */
  readonly itemBytes: number;
}

/** A place for an item: with one, or empty; from outside the two look alike. */
export interface ItemPlace {
  /** `null` for an empty place. */
  readonly id: string | null;
  readonly content: string;
  readonly salt: Uint8Array;
}

/** A place for a site with its items' tree. */
export interface SitePlace {
  /** `null` for an empty place. */
  readonly site: string | null;
  readonly salt: Uint8Array;
  /** The root over the leaves of its items, 32 bytes. */
  readonly items: Uint8Array;
}

/**
 * The commitment to an item: a leaf that says nothing to whoever does not have its salt. The type
 * of the statement stands in it, so that a leaf of one kind is never opened as one of another.
 *
 * @returns SHA-256(0x00 || tag || type || id || salt || padded content), 32 bytes.
 * @see Philippe, Glaser and Felten, Science & Global Security 27(1), 2019 (T30)
 */
export function itemLeaf(terms: SealTerms, { id, content, salt }: ItemPlace): Uint8Array {
  return sha256(
    joinBytes(
      LEAF,
      encodeText("proviso-seal-item/v1\n"),
      short(terms.statementType),
      short(id ?? ""),
      requireSalt(salt),
      padded(content, terms.itemBytes),
    ),
  );
}

/** The commitment to a site: SHA-256(0x00 || tag || type || site || salt || root of its items). */
export function siteLeaf(terms: SealTerms, { site, salt, items }: SitePlace): Uint8Array {
  return sha256(
    joinBytes(
      LEAF,
      encodeText("proviso-seal-site/v1\n"),
      short(terms.statementType),
      short(site ?? ""),
      requireSalt(salt),
      items,
    ),
  );
}

/**
 * What the record holds of a seal. The terms are hashed in: a party that repeats the commitment of
 * another can never open it as its own.
 *
 * @param tree - the root over the leaves of its sites, 32 bytes.
 */
export function sealRoot(terms: SealTerms, tree: Uint8Array): Uint8Array {
  const head = joinBytes(
    encodeText("proviso-seal/v1\n"),
    short(terms.origin),
    short(terms.case),
    short(terms.by),
    short(terms.statementType),
    number(terms.sites),
    number(terms.itemsPerSite),
    number(terms.itemBytes),
  );
  return nodeHash(sha256(head), tree);
}

/**
 * An item's text with its length before it and zeros behind it, so that all items of a seal have
 * one length.
 *
 * @throws {SealError} `content-too-long` or `content-malformed`
 */
function padded(content: string, size: number): Uint8Array {
  if (!content.isWellFormed()) {
    throw new SealError("content-malformed", "An item holds half of a character.");
  }
  const text = encodeText(content);
  if (text.length > size - 4) {
    const most = `An item has ${text.length} bytes, of at most ${size - 4}.`;
    throw new SealError("content-too-long", most);
  }
  const bytes = new Uint8Array(size);
  bytes.set(number(text.length));
  bytes.set(text, 4);
  return bytes;
}

const LEAF = Uint8Array.of(0);

/** Text with its length before it, so that no two rows of texts give the same bytes. */
function short(text: string): Uint8Array {
  const bytes = encodeText(text);
  return joinBytes(number(bytes.length), bytes);
}

function number(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function requireSalt(salt: Uint8Array): Uint8Array {
  if (salt.length === SALT_BYTES) return salt;
  throw new SealError("salt-unfit", `A salt has ${salt.length} bytes, not ${SALT_BYTES}.`);
}
