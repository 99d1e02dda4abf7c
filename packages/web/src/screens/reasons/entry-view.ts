import type { Entry, EntryId, Id, Position } from "@proviso/core";
import { type Clock, sayValid } from "../../say/clock.ts";
import { plain } from "../../say/plain.ts";
import { sayEntry, type TitleOf } from "../../say/say-report.ts";
import { sentence } from "../../say/sentence.ts";
import { words } from "../../say/words.ts";
import { gradeView, sayObservers } from "./reasons-view.ts";

/** One line of an entry: what it is, and what the entry gives. */
export interface EntryField {
  readonly label: string;
  readonly value: string;
  /** How it is set: `quote` for what people wrote, `mono` for ids and hashes. */
  readonly set: "plain" | "quote" | "mono";
}

/** A whole entry, ready to be drawn. */
export interface EntryView {
  readonly id: EntryId;
  readonly heading: string;
  readonly kind: string;
  readonly says: string;
  readonly fields: readonly EntryField[];
  readonly warnings: readonly string[];
}

/** What an entry is read with. */
export interface EntryBasis {
  readonly clock: Clock;
  readonly titleOf: TitleOf;
  /** Its place in the record, from 0, and how many entries there are. */
  readonly position: number;
  readonly entries: number;
  readonly knownAt: Position;
  /** The entries that withdraw or replace it and are known at the position asked. */
  readonly undoneBy: readonly EntryId[];
}

/** Sets a whole entry: everything it gives, and nothing it leaves blank. */
export function entryView(entry: Entry, basis: EntryBasis): EntryView {
  const intact = entry.kind !== "observation" || entry.intact;
  return {
    id: entry.id,
    heading: words.entry.heading(entry.id),
    kind: words.entry.kinds[entry.kind],
    says: sentence(sayEntry(entry, basis.titleOf)),
    fields: [
      ...fieldsOf(entry, basis),
      plainField(words.entry.knownAt, basis.clock.full(entry.known)),
      plainField(words.entry.position, words.clocks.entries(basis.position + 1, basis.entries)),
    ].filter(({ value }) => value !== ""),
    warnings: [
      ...(basis.position < basis.knownAt ? [] : [words.entry.notYet]),
      ...basis.undoneBy.map((by) => words.entry.withdrawn(by)),
      ...(intact ? [] : [words.entry.notIntact]),
    ],
  };
}

function fieldsOf(entry: Entry, basis: EntryBasis): readonly EntryField[] {
  const { clock, titleOf } = basis;
  switch (entry.kind) {
    case "observation":
      return observationFields(entry, basis);
    case "withdrawal":
      return [mono(words.entry.of, entry.of), quote(words.entry.reason, entry.reason)];
    case "supersession":
      return [
        mono(words.entry.of, entry.of),
        mono(words.entry.by, entry.by),
        quote(words.entry.reason, entry.reason),
      ];
    case "amendment":
      return [
        mono(words.entry.adopts, entry.adopts),
        plainField(words.entry.by, titleOf(entry.by)),
        plainField(words.entry.from, clock.full(entry.from)),
        quote(words.reasons.source, entry.source.cite),
        mono("SHA-256", entry.sha256),
      ];
    case "decision":
      return [
        plainField(words.entry.act, plain(entry.act)),
        plainField(words.entry.of, titleOf(entry.of)),
        plainField(words.entry.by, titleOf(entry.by)),
        plainField(words.entry.approvedBy, titled(entry.approvedBy, titleOf)),
        plainField(words.entry.from, clock.full(entry.from)),
        plainField(words.entry.until, entry.until === null ? "" : clock.full(entry.until)),
        quote(words.entry.inReturnFor, entry.inReturnFor ?? ""),
        plainField(words.reasons.method, entry.method ?? ""),
        quote(words.entry.reason, entry.reason),
        quote(words.reasons.source, entry.source.cite),
      ];
  }
}

type ObservationEntry = Extract<Entry, { kind: "observation" }>;

function observationFields(entry: ObservationEntry, basis: EntryBasis): readonly EntryField[] {
  const { clock, titleOf } = basis;
  const { badge, words: graded } = gradeView(entry.grade);
  return [
    plainField(words.entry.wasSo, sayValid(clock, entry.valid, entry.precision)),
    plainField(words.entry.precision, entry.precision),
    plainField(words.reasons.method, titleOf(entry.method as Id)),
    plainField(words.reasons.observers, sayObservers(entry, titleOf)),
    plainField(words.entry.grade, `${badge}: ${graded}`),
    quote(words.entry.gradeWhy, `${entry.gradeWhy} (${entry.gradeBy})`),
    quote(words.reasons.source, entry.source.cite),
    plainField(words.entry.by, titled(entry.source.body, titleOf)),
    mono(words.entry.lineage, entry.source.lineage.join(", ")),
    plainField(words.entry.labels, entry.labels.join(", ")),
    mono(words.entry.attachments, entry.attachments.map(({ name }) => name).join(", ")),
  ];
}

function titled(id: Id | null, titleOf: TitleOf): string {
  return id === null ? "" : titleOf(id);
}

function plainField(label: string, value: string): EntryField {
  return { label, value, set: "plain" };
}

function quote(label: string, value: string): EntryField {
  return { label, value, set: "quote" };
}

function mono(label: string, value: string): EntryField {
  return { label, value, set: "mono" };
}
