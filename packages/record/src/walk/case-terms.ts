import { BEGINNING, type Zone, zone } from "@proviso/core";
import { readSigned } from "../envelope/index.ts";

/** What every entry of a case is signed and read by. */
export interface CaseTerms {
  readonly case: string;
  /** The log for which its entries are signed. */
  readonly origin: string;
  /** The agreement under which they are. */
  readonly agreement: string;
  readonly zone: Zone;
  /** Put together afterwards: then an entry was known when its author says, not when it came. */
  readonly reconstructed: boolean;
}

/**
 * The agreement for which a record's first entry was signed: nothing else says it under signature.
 *
 * @returns `null` where there is no such entry, or it cannot be read.
 */
export function agreementIn(founding: Uint8Array | undefined): string | null {
  if (founding === undefined) return null;
  const read = readSigned(founding, { known: BEGINNING, zone: UTC });
  return read.ok ? read.signed.statement.agreement : null;
}

const UTC = zone("UTC") as Zone;
