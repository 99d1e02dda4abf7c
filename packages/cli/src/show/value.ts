import type { Value } from "@proviso/core";
import type { Style } from "./layout.ts";

const MARKS: Readonly<Record<Value, string>> = {
  verified: "■",
  contradicted: "▲",
  unverified: "□",
  conflicting: "◪",
};

const STYLES: Readonly<Record<Value, Style>> = {
  verified: "good",
  contradicted: "bad",
  unverified: "plain",
  conflicting: "doubtful",
};

/** A value as it is shown: its shape before its word, and colour last. */
export function markOf(value: Value): { readonly text: string; readonly style: Style } {
  return { text: `${MARKS[value]} ${value}`, style: STYLES[value] };
}
