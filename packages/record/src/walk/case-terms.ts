import { END, type Zone, zone } from "@proviso/core";
import type { KeyGenesis } from "../entries/index.ts";
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

/** What a record's first entry says of the record as a whole, as its envelope is read alone. */
export interface Founding {
  /** The agreement for which it was signed. */
  readonly agreement: string;
  /** The log that it founds; `null` where it founds none. */
  readonly log: KeyGenesis["log"] | null;
}

/**
 * Reads the first entry of a record, which alone says under which agreement and for which log its
 * entries are signed; `null` where there is none that can be read. The walk verifies it.
 */
export function foundingIn(envelope: Uint8Array | undefined): Founding | null {
  if (envelope === undefined) return null;
  const read = readSigned(envelope, { known: END, zone: UTC });
  if (!read.ok) return null;
  const { agreement, entry } = read.signed.statement;
  const log = entry.kind === "key" && entry.act === "genesis" ? entry.log : null;
  return { agreement, log };
}

const UTC = zone("UTC") as Zone;
