import { entryId, instant } from "@proviso/core";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import type { Compartment, RecordEntry } from "../../src/entries/index.ts";
import { formatEnvelope, type Statement, signStatement } from "../../src/envelope/index.ts";
import { HERE, INSPECTOR, RECEIVED, report, SignedRecord } from "../envelope/signed-record.ts";

/** Someone who can read a compartment. */
export interface Reader {
  readonly identity: string;
  readonly recipient: string;
}

/** A reader with a key of their own. */
export async function reader(): Promise<Reader> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** A compartment with its readers. */
export function compartmentOf(
  readers: readonly Reader[],
  changes: Partial<Compartment> = {},
): Compartment {
  return {
    kind: "compartment",
    id: entryId("P-1"),
    known: instant(0),
    act: "open",
    compartment: "c-7f3a9c21",
    generation: 1,
    entryBytes: 4096,
    readers: readers.map(({ recipient }, at) => ({ name: `reader-${at}`, recipient })),
    ...changes,
  };
}

/** A salt for the tests, another for each number. */
export function saltOf(number: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => (number * 31 + at * 7) % 256);
}

/** The salt of what is signed in the tests. */
export const SALT = "0123456789abcdef".repeat(4);

/** A signed entry with a salt of its own, as bytes, and what it says. */
export async function saltedEnvelope(
  entry: RecordEntry = report("O-1"),
): Promise<{ readonly envelope: Uint8Array; readonly statement: Statement }> {
  const statement = new SignedRecord().statementOf({
    entry,
    by: INSPECTOR,
    role: "observer",
    statement: { salt: SALT },
  });
  const stamp = { known: RECEIVED, zone: HERE.zone };
  return {
    envelope: formatEnvelope(await signStatement(statement, [INSPECTOR], stamp)),
    statement,
  };
}
