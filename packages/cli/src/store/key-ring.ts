import process from "node:process";
import type { KeyRing } from "@proviso/record/envelope";
import { isThere, openStoreAt, sayPlace, storePlace } from "@proviso/record/installation";
import { readKeptCase } from "@proviso/record/kept";
import { type From, readIdentities } from "../case/case-source.ts";
import { MisuseError } from "../io.ts";

/** The keys of a case that there ever were; it is only read. */
export async function readKeyRing(name: string, from: From): Promise<KeyRing> {
  const place = storePlace(from.store, process.env);
  if (!(await isThere(place))) {
    const message = `There is no store at ${sayPlace(place)}.`;
    throw new MisuseError(message, "Import a case first: proviso import case DIR.");
  }
  const store = await openStoreAt(place, { isReadOnly: true, env: process.env });
  try {
    return (await readKeptCase(store, name, await readIdentities(from.identity))).ring;
  } finally {
    await store.close();
  }
}
