import type { Compartment } from "../../entries/index.ts";
import { type LabelChecked, rejectLabel } from "./label-error.ts";

/** Each compartment with its generations, the newest last. */
export type Compartments = ReadonlyMap<string, readonly Compartment[]>;

/** A record without compartments. */
export const NO_COMPARTMENTS: Compartments = new Map();

/**
 * The compartments after an entry that opens one or keys one again. Keying again works forward
 * only: whoever could read what came before can read it still, and the record says who that was.
 */
export function compartmentsAfter(
  compartments: Compartments,
  entry: Compartment,
): LabelChecked<{ readonly compartments: Compartments }> {
  const { act, compartment, generation } = entry;
  const generations = compartments.get(compartment) ?? [];
  if (act === "open" && generations.length > 0) {
    return rejectLabel("compartment-name-taken", `${compartment} has been opened already.`);
  }
  if (act === "rekey" && generations.length === 0) {
    return rejectLabel("compartment-unknown", `${compartment} has not been opened.`);
  }
  const next = generations.length + 1;
  if (generation !== next) {
    const order = `${compartment} is at generation ${next}, not ${generation}.`;
    return rejectLabel("generation-out-of-order", order);
  }
  const after = new Map(compartments).set(compartment, [...generations, entry]);
  return { ok: true, compartments: after };
}

/** The generation of a compartment for which entries are encrypted now; `null` where it is none. */
export function currentGeneration(compartments: Compartments, name: string): Compartment | null {
  return compartments.get(name)?.at(-1) ?? null;
}
