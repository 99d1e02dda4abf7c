import type { Difference } from "@proviso/core";
import type { Io } from "../io.ts";
import { indented, paint } from "./layout.ts";
import { markOf } from "./value.ts";

/** Shows what changed between two moments, clause by clause, and because of which entries. */
export function showDifferences(io: Io, differences: readonly Difference[]): string {
  if (differences.length === 0) return "\nNothing changed.\n";
  return differences.map((difference) => showDifference(io, difference)).join("");
}

function showDifference(io: Io, { id, kind, before, after, because }: Difference): string {
  const entries = because.length === 0 ? "time alone" : because.join(", ");
  return [
    `\n${paint(io, "strong", `${kind} ${id}`)}\n`,
    indented(io, 3, `was  ${say(kind, before)}`),
    indented(io, 3, `is   ${say(kind, after)}`),
    indented(io, 3, `because of ${entries}`, "soft"),
  ].join("");
}

function say(kind: Difference["kind"], state: Difference["before"]): string {
  // A question's status is its value again.
  const status = kind === "question" ? "" : `, ${state.status}`;
  const finding = state.finding === "" ? "" : `; ${state.finding}`;
  return `${markOf(state.value).text}${status}${finding}`;
}
