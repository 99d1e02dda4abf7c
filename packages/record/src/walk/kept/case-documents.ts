import { toHex } from "../../log/index.ts";
import { nodeHash } from "../../node-crypto.ts";
import type { KeptDocument, KeptRecord } from "../../store/store.ts";
import { documentsFrom } from "./terms.ts";

const NOTHING = new Uint8Array();

/**
 * The files of a case for whoever goes on looking at it, as far as they are looked at again: of
 * attachments their names alone.
 */
export class CaseDocuments {
  readonly files = new Map<string, Pick<KeptDocument, "bytes" | "label">>();
  /** Attachments that are other files than their names say, by their names. */
  readonly #unsound = new Set<string>();
  /** Where attachments are among the documents, by their names. */
  readonly #serials = new Map<string, number>();
  #serial = 0;

  /**
   * Reads what has come since.
   *
   * @returns the names of what came, in the order in which it did.
   */
  async catchUp(record: KeptRecord): Promise<readonly string[]> {
    const come: string[] = [];
    for await (const { file, bytes, label, serial } of documentsFrom(record, this.#serial)) {
      this.#serial += 1;
      come.push(file);
      // A photograph is judged by the SHA-256 in its name; its bytes would only fill the memory.
      const isNeeded = !file.startsWith("attachments/");
      const isSound = isNeeded || file === `attachments/${toHex(nodeHash(bytes))}`;
      if (!isSound) {
        this.#unsound.add(file);
        continue;
      }
      this.#unsound.delete(file);
      this.files.set(file, { bytes: isNeeded ? bytes : NOTHING, label });
      if (!isNeeded) this.#serials.set(file, serial);
    }
    return come;
  }

  /** Takes in an attachment that is about to be kept, for everyone. */
  add(file: string): void {
    this.files.set(file, { bytes: NOTHING, label: null });
  }

  /** SHA-256 of a file that everyone may read; `null` where there is none of that name. */
  digestOf(file: string): string | null {
    const found = this.files.get(file);
    return found === undefined || found.label !== null ? null : toHex(nodeHash(found.bytes));
  }

  /** Whether the bytes of an attachment are here, for everyone. */
  hasAttachment(sha256: string): boolean {
    return this.files.get(`attachments/${sha256}`)?.label === null;
  }

  /** What is wrong with an attachment, for a sentence that begins with it; `null` for nothing. */
  attachmentFault(sha256: string): string | null {
    const file = `attachments/${sha256}`;
    if (this.#unsound.has(file)) return "is not the file of its SHA-256";
    return this.files.has(file) ? null : "is not in the case";
  }

  /** The bytes of an attachment that everyone may read; `null` where there is none. */
  async attachment(record: KeptRecord, sha256: string): Promise<Uint8Array | null> {
    const serial = this.#serials.get(`attachments/${sha256}`);
    if (serial === undefined || !this.hasAttachment(sha256)) return null;
    const [found] = await record.documents({ begin: serial, end: serial + 1 });
    const isSound = found?.label === null && toHex(nodeHash(found.bytes)) === sha256;
    return isSound ? found.bytes : null;
  }
}
