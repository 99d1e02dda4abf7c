import type { Refusal } from "@proviso/core/fault";
import type { RejectionCode } from "../envelope/index.ts";

/** What a walk can find wrong with a record, beyond what an envelope can be refused for. */
export type WalkCode =
  | "leaf-missing"
  | "leaf-malformed"
  | "leaf-misplaced"
  | "received-before"
  | "envelope-missing"
  | "envelope-altered"
  | "label-altered"
  | "entry-repeated"
  | "series-gap"
  | "document-rebound"
  | "device-fork"
  | "device-gap"
  | "device-off-chain";

/** Something in a record that does not agree with the rest of it, and where. */
export interface WalkFault extends Refusal<WalkCode | RejectionCode> {
  /** A warning is a fact that a reader must see; an error is something that was changed. */
  readonly severity: "error" | "warning";
  /** In which part of the entry it lies; a file of the case is named by its path. */
  readonly part: "leaf" | "envelope" | `documents/${string}`;
  /** The position of the entry, counted from 0. */
  readonly position: number;
  /** That entry's id, where it can be read. */
  readonly entry: string | null;
}

/** What to do where two copies of a record may differ. */
export const KEEP = "Keep this copy as it is, and compare it with another party's.";

/** Names an error. */
export function faultAt(
  code: WalkFault["code"],
  part: WalkFault["part"],
  position: number,
  message: string,
  more: Partial<Pick<WalkFault, "severity" | "entry" | "remedy">> = {},
): WalkFault {
  return { severity: "error", code, part, position, entry: null, message, remedy: KEEP, ...more };
}
