import { Decrypter, Encrypter } from "age-encryption";
import { type LabelChecked, rejectLabel } from "./label-error.ts";

/**
 * Encrypts for recipients: any one of them can decrypt. This file alone knows the library.
 *
 * @see C2SP age v1
 */
export async function encryptFor(
  recipients: readonly string[],
  plaintext: Uint8Array,
): Promise<LabelChecked<{ readonly ciphertext: Uint8Array }>> {
  try {
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    return { ok: true, ciphertext: await encrypter.encrypt(plaintext) };
  } catch {
    // The library's own words might quote what it was given.
    return rejectLabel("recipient-unfit", "A reader's recipient cannot be encrypted for.");
  }
}

/** Decrypts with whichever identity fits. */
export async function decryptWith(
  identities: readonly string[],
  ciphertext: Uint8Array,
): Promise<LabelChecked<{ readonly plaintext: Uint8Array }>> {
  const decrypter = new Decrypter();
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
  } catch {
    return rejectLabel("identity-unfit", "An identity is none.");
  }
  try {
    return { ok: true, plaintext: await decrypter.decrypt(ciphertext) };
  } catch (error) {
    const words = error instanceof Error ? error.message : "";
    if (words.startsWith("no identity matched")) {
      return rejectLabel("not-a-reader", "It is encrypted for others.");
    }
    return rejectLabel("ciphertext-altered", "It is no sound age file.");
  }
}
