import type { EntryId, Instant } from "@proviso/core";
import type { EntryHead } from "./entry.ts";
import {
  closeFields,
  type Fields,
  identifier,
  openFields,
  problem,
  someOf,
  text,
  wholeNumber,
  word,
} from "./fields.ts";

/** The sizes to which the entries of a compartment are padded, in bytes. */
export const COMPARTMENT_BYTES = [4096, 16_384, 65_536, 131_072] as const;

/** Who can read a compartment. */
export interface CompartmentReader {
  /** Who that is, as the record calls them. */
  readonly name: string;
  /** Their age recipient: `age1…`. */
  readonly recipient: string;
}

/**
 * A compartment is opened, or gets other readers from the next entry on. Whoever could read what
 * came before keeps what they saw: nothing takes it back.
 */
export interface Compartment {
  readonly kind: "compartment";
  readonly id: EntryId;
  readonly known: Instant;
  readonly act: "open" | "rekey";
  /** `c-` and random digits: it stands in the leaves, which everyone sees. */
  readonly compartment: string;
  /** 1 when it is opened; one more each time it is keyed again. */
  readonly generation: number;
  /** To how many bytes each of its entries is padded: lengths say nothing. */
  readonly entryBytes: number;
  readonly readers: readonly CompartmentReader[];
}

/** Reads what becomes of a compartment. */
export function readCompartment(fields: Fields, head: EntryHead): Compartment {
  const before = fields.problems.length;
  const compartment = identifier(fields, "compartment");
  if (fields.problems.length === before && !OPAQUE.test(compartment)) {
    const remedy = "Write c- and 8 to 32 random hexadecimal digits: everyone sees the name.";
    problem(fields, "compartment", "malformed-text", "says something", remedy);
  }
  return {
    kind: "compartment",
    id: head.id,
    known: head.known,
    act: word(fields, "act", ["open", "rekey"]),
    compartment,
    generation: wholeNumber(fields, "generation"),
    entryBytes: word(fields, "entryBytes", COMPARTMENT_BYTES),
    readers: someOf(fields, "readers", (value, path) => {
      return readReader(openFields(value, path, fields.problems));
    }),
  };
}

const OPAQUE = /^c-[0-9a-f]{8,32}$/;

// X25519, or the hybrid with ML-KEM: a recipient of either kind is Bech32 in lower case.
const RECIPIENT = /^age1(?:pq1)?[02-9ac-hj-np-z]{20,2000}$/;

function readReader(fields: Fields): CompartmentReader {
  const before = fields.problems.length;
  const reader = { name: identifier(fields, "name"), recipient: text(fields, "recipient", 2100) };
  if (fields.problems.length === before && !RECIPIENT.test(reader.recipient)) {
    const remedy = "Write the public half that age-keygen prints: age1….";
    problem(fields, "recipient", "malformed-text", "is no age recipient", remedy);
  }
  closeFields(fields);
  return reader;
}
