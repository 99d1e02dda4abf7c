import type { Checked, Refusal } from "@proviso/core/fault";

/**
 * Why a labelled entry cannot be made or read. Codes are stable; the wording of messages is not.
 * `docs/record-format.md` holds the table.
 */
export type LabelCode =
  | "not-a-reader"
  | "ciphertext-altered"
  | "label-malformed"
  | "label-digest"
  | "entry-too-long"
  | "entry-unsalted"
  | "may-not-be-labelled"
  | "salt-unfit"
  | "recipient-unfit"
  | "identity-unfit"
  | "compartment-unknown"
  | "compartment-name-taken"
  | "generation-out-of-order"
  | "generation-old";

/** What was asked for of a labelled entry, or why there is none. */
export type LabelChecked<Found> = Checked<Found, Refusal<LabelCode>>;

/**
 * Says no. Neither the message nor the remedy may hold anything of a labelled entry: they are
 * logged and shown to those who may not read it.
 */
export function rejectLabel(
  code: LabelCode,
  message: string,
): { readonly ok: false; readonly rejection: Refusal<LabelCode> } {
  return { ok: false, rejection: { code, message, remedy: REMEDIES[code] } };
}

const REMEDIES: Readonly<Record<LabelCode, string>> = {
  "not-a-reader": "Ask a reader of the compartment, or have it keyed again for you from now on.",
  "ciphertext-altered": "Take the file as it was stored, or from another copy of the record.",
  "label-malformed": "Take the file as it was stored; it was encrypted by something else.",
  "label-digest": "Keep both: the file is not the entry that the log's leaf commits to.",
  "entry-too-long": "Put long matter into an attachment, or key the compartment with more room.",
  "entry-unsalted": 'Sign it with 32 random bytes as its "salt".',
  "may-not-be-labelled": "Append it in the open: everyone needs it to verify the record.",
  "salt-unfit": "Take 32 bytes from a cryptographic random source.",
  "recipient-unfit": "Write the public halves that age-keygen prints, all of one kind.",
  "identity-unfit": "Give the secret half that age-keygen printed: AGE-SECRET-KEY-….",
  "compartment-unknown": "Open the compartment first.",
  "compartment-name-taken": "Take another name; to change its readers, key it again.",
  "generation-out-of-order": "Number generations one by one, from 1.",
  "generation-old": "Encrypt for the readers of the newest generation.",
};
