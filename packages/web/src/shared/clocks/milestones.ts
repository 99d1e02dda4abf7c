import type { Entry, Id, Instant, Text } from "@proviso/core";
import { plain } from "../../say/plain.ts";

/** A moment at which a text came into force or something was decided. */
export interface Milestone {
  readonly key: string;
  readonly moment: Instant;
  readonly title: string;
}

/** The moments that readers ask for by name, in the order in which they were known. */
export function milestonesOf(
  entries: readonly Entry[],
  texts: readonly Text[],
  titleOf: (id: Id) => string,
): readonly Milestone[] {
  const titles = new Map(texts.map(({ file, title }) => [file, title]));
  return entries.flatMap((entry): readonly Milestone[] => {
    if (entry.kind !== "amendment" && entry.kind !== "decision") return [];
    const title =
      entry.kind === "amendment"
        ? (titles.get(entry.adopts) ?? entry.adopts)
        : `${plain(entry.act)}: ${titleOf(entry.of)}`;
    // What was adopted or decided can be seen once it is both in effect and known.
    return [{ key: entry.id, moment: later(entry.from, entry.known), title }];
  });
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
