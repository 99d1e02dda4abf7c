import {
  type Assessed,
  type Assessment,
  type Edition,
  type Entry,
  type EntryId,
  type Explanation,
  editionAt,
  type Id,
  type Inquiry,
  type Outstanding,
  type PassageRef,
  type Text,
  vocabularyOf,
} from "@proviso/core";
import { plain } from "../say/plain.ts";
import type { ClauseKind } from "../shared/clause-kind.ts";
import { type SupportBar, supportOf } from "../shared/support.ts";
import type { OpenedCase } from "./opened-case.ts";

/** Words of an instrument on which something rests. */
export interface PassageView {
  readonly key: string;
  readonly instrument: string;
  /** The quoted words; empty where the whole instrument is meant. */
  readonly text: string;
}

/** What kind of clause reasons are for, and how it stands. */
export interface ClauseFinding {
  readonly kind: ClauseKind;
  readonly status: string;
  /** The words with their matter, as the Review gives them. */
  readonly finding: string;
  readonly reason: string;
}

/**
 * A case seen at one moment. What it is asked for it works out once, and only when it is asked:
 * while a clock is dragged nobody looks at reasons that are shut.
 */
export interface Lens {
  readonly inquiry: Inquiry;
  readonly assessment: Assessment;
  readonly edition: Edition;
  readonly explain: (node: string) => Explanation | null;
  readonly outstanding: (node: string) => Outstanding | null;
  readonly supportOf: (id: Id) => SupportBar | null;
  /** The title of what an id stands for; the id, in plain words, where no text declares it. */
  readonly titleOf: (id: Id) => string;
  readonly entryOf: (id: EntryId) => Entry | null;
  readonly passageOf: (ref: PassageRef) => PassageView;
  /** What kind of clause a node is, with its status; `null` for a part of one. */
  readonly clauseOf: (node: string) => ClauseFinding | null;
}

/** Looks at a case through an inquiry. */
export function lensOf(opened: OpenedCase, inquiry: Inquiry): Lens {
  const { judge, codex, entries, places } = opened;
  const edition = editionAt(codex, inquiry);
  const vocabulary = vocabularyOf(edition);
  const explained = new Map<string, Explanation | null>();
  const explain = (node: string) => {
    const before = explained.get(node);
    if (before !== undefined) return before;
    const tree = judge.explain(node, inquiry);
    explained.set(node, tree);
    return tree;
  };
  const titles = titlesOf(opened);
  const assessment = judge.assess(inquiry);
  return {
    inquiry,
    edition,
    assessment,
    clauseOf: (node) => clauseIn(assessment, node),
    explain,
    outstanding: (node) => judge.outstanding(node, inquiry),
    supportOf: (id) => {
      const tree = explain(id);
      return tree === null || tree.kind === "no-requirement" ? null : supportOf(tree);
    },
    titleOf: (id) => {
      const title = vocabulary.titleOf(id);
      return title === id ? (titles.get(id) ?? plain(id)) : title;
    },
    entryOf: (id) => entries[places.get(id) ?? -1] ?? null,
    passageOf: (ref) => passageOf(edition, ref),
  };
}

function clauseIn(assessment: Assessment, node: string): ClauseFinding | null {
  const kinds: readonly (readonly [ClauseKind, readonly Assessed<string>[]])[] = [
    ["undertaking", assessment.undertakings],
    ["question", assessment.questions],
    ["measure", assessment.measures],
    ["assurance", assessment.assurances],
    ["option", assessment.options],
  ];
  for (const [kind, clauses] of kinds) {
    const found = clauses.find(({ id }) => id === node);
    if (found !== undefined) {
      const { status, finding, reason } = found;
      return { kind, status, finding, reason };
    }
  }
  return null;
}

// What an entry names may be declared by a text that is not in force at the moment asked about, or
// found by an entry itself: its name is still its name.
const allTitles = new WeakMap<OpenedCase, ReadonlyMap<string, string>>();

function titlesOf(opened: OpenedCase): ReadonlyMap<string, string> {
  const before = allTitles.get(opened);
  if (before !== undefined) return before;
  const titles = new Map<string, string>();
  for (const entry of opened.entries) {
    if (entry.kind !== "observation" || entry.report.kind !== "presence") continue;
    const { place, placeName } = entry.report;
    if (placeName !== null) titles.set(place, placeName);
  }
  for (const text of opened.texts) {
    for (const { id, title } of namedIn(text)) titles.set(id, title);
  }
  allTitles.set(opened, titles);
  return titles;
}

/** Everything with a title that a text declares or adds. */
export function namedIn(text: Text): readonly { readonly id: Id; readonly title: string }[] {
  const declarations =
    text.kind === "amendment"
      ? text.ops.flatMap((op) => ("declaration" in op ? op.declaration : []))
      : text.declarations;
  return declarations.flatMap((one) => ("title" in one ? { id: one.id, title: one.title } : []));
}

function passageOf(edition: Edition, ref: PassageRef): PassageView {
  const key = ref.passage === null ? ref.instrument : `${ref.instrument}.${ref.passage}`;
  const instrument = edition.declarations.get(ref.instrument)?.declaration;
  if (instrument?.kind !== "instrument") return { key, instrument: key, text: "" };
  const passage = instrument.passages.find(({ id }) => id === ref.passage);
  return { key, instrument: instrument.title, text: passage?.text ?? "" };
}
