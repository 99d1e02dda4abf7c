import type { EntryId } from "../evidence/index.ts";
import type { Inquiry } from "../verdict/index.ts";
import type { Conduct } from "./conduct.ts";

/** A conduct with the inquiry that is put to it: one of two that are compared. */
export interface Side {
  readonly conduct: Conduct;
  readonly inquiry: Inquiry;
  /** Where each entry stands in the record: the same on both sides. */
  readonly placeOf: (entry: EntryId) => number;
}
