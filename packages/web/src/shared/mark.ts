import type { Value } from "@proviso/core";
import { words } from "../say/words.ts";

/** How a verdict is set: a word with a shape before it. A status is a word alone. */
export interface Mark {
  readonly word: string;
  /** `null` for a status, which has no verdict's shape. */
  readonly shape: Value | null;
}

/** The mark of a value. */
export function valueMark(value: Value): Mark {
  return { word: words.values[value], shape: value };
}

/** The mark of a status. */
export function statusMark(status: string): Mark {
  return { word: status, shape: null };
}
