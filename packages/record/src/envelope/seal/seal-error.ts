import { type Checked, type Refusal, Refused } from "@proviso/core/fault";
import type { Problem } from "../../entries/line.ts";

/**
 * Why a declaration cannot be sealed, or an opening does not open. Codes are stable; the wording of
 * messages is not. `docs/record-format.md` holds the table.
 */
export type SealCode =
  | "too-many-sites"
  | "too-many-items"
  | "too-many-places"
  | "content-too-long"
  | "content-malformed"
  | "name-malformed"
  | "item-twice"
  | "salt-unfit"
  | "nothing-declared"
  | "not-sealed"
  | "secret-malformed"
  | "opening-malformed"
  | "opening-too-large"
  | "opening-altered"
  | "other-seal"
  | "other-party"
  | "other-scope"
  | "root-mismatch"
  | "site-mismatch"
  | "item-mismatch"
  | "place-twice"
  | "items-held-back";

/** An opening that does not open its seal: why, and what its sender can do. */
export interface OpeningRejection extends Refusal<SealCode> {
  /** What is wrong with the document, field by field, where that is the reason. */
  readonly problems: readonly Problem[];
}

/** What a check of an opening found: what was asked for, or why there is none. */
export type OpeningChecked<Found> = Checked<Found, OpeningRejection>;

/** Says no, with a reason in words that names what was found. */
export function rejectOpening(
  code: SealCode,
  message: string,
  problems: readonly Problem[] = [],
): { readonly ok: false; readonly rejection: OpeningRejection } {
  return { ok: false, rejection: { code, message, remedy: REMEDIES[code], problems } };
}

/** A declaration that cannot be sealed or opened as was asked: the caller's fault, thrown. */
export class SealError extends Refused<SealCode> {
  constructor(code: SealCode, message: string) {
    super({ code, message, remedy: REMEDIES[code] });
  }
}

const REMEDIES: Readonly<Record<SealCode, string>> = {
  "too-many-sites": "Seal with room for more sites.",
  "too-many-items": "Seal with room for more items a site.",
  "too-many-places": "Seal the declaration in parts.",
  "content-too-long": "Seal with a greater size of items, or put long matter into an attachment.",
  "content-malformed": "Write whole Unicode characters.",
  "name-malformed": "Write letters, digits, hyphens, dots and underscores, at most 120.",
  "item-twice": "Give each item of the declaration an id of its own.",
  "salt-unfit": "Take 32 bytes from a cryptographic random source, anew for every place.",
  "nothing-declared": "Declare at least one site.",
  "not-sealed": "Name a site and an item of this declaration.",
  "secret-malformed": "Use the file that was written when the declaration was sealed.",
  "opening-malformed": "Send the opening document as it was made.",
  "opening-too-large": "Open site by site.",
  "opening-altered": "Send the document whose SHA-256 the opening names.",
  "other-seal": "Open the seal that the document names.",
  "other-party": "An opening is for the party that sealed to make.",
  "other-scope": "Say what the document opens: an item, a site or the whole.",
  "root-mismatch": "Open with the secret of this very seal; this is another tree.",
  "site-mismatch": "Open the site as it was sealed; this is not what was committed to.",
  "item-mismatch": "Open the item as it was sealed; this is not what was committed to.",
  "place-twice": "Open each place once.",
  "items-held-back": "Open every place of the site, the empty ones too.",
};
