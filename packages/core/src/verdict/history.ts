import {
  adoptionsAt,
  type Codex,
  type Edition,
  editionAt,
  type RefusedAdoption,
} from "../agreement/index.ts";
import { type Audience, audienceKey, type Id, type Position } from "../evidence/index.ts";
import { BEGINNING, type Instant } from "../time/index.ts";
import type { Form } from "./form.ts";
import { type FormHistory, formHistory } from "./form-history.ts";
import { type Frame, frameOf } from "./frame.ts";
import { type Packed, UNKNOWN } from "./judgment.ts";
import type { Chronicle } from "./knowledge.ts";
import type { LifeCycles } from "./life-cycles.ts";
import { constant, indexAt, type Steps, spliced } from "./steps.ts";

/** Under which texts, and as known at which position, a history is asked for. */
export interface HistoryQuery {
  readonly knownAt: Position;
  readonly reading: Id | null;
  readonly under: Id | null;
  readonly audience: Audience;
}

/** A stretch of valid time under one edition. */
export interface Segment {
  readonly from: Instant;
  readonly frame: Frame;
  readonly history: FormHistory;
}

/** How verdicts run over valid time as known at one position, across the editions in force. */
export interface History {
  readonly segments: readonly Segment[];
  /** The edition in force at an instant, framed. */
  readonly segmentAt: (asOf: Instant) => Segment;
  /** What verifies a clause, over time; "nothing known" while no text has the clause. */
  readonly clause: (id: Id) => Steps<Packed>;
  /** The same for a form that each edition gives, or does not. */
  readonly over: (formIn: (frame: Frame) => Form | null) => Steps<Packed>;
  /** Adoptions of texts that have no effect, with the reason. */
  readonly refusedAdoptions: readonly RefusedAdoption[];
}

/** Everything about one case that histories of any position share, so that little is done twice. */
export interface Archive {
  readonly codex: Codex;
  readonly chronicle: Chronicle;
  readonly frames: Map<string, Frame>;
  readonly forms: Map<string, ReturnType<typeof formHistory>>;
}

/** Opens an archive over a case's texts and record. */
export function archiveOf(codex: Codex, chronicle: Chronicle): Archive {
  return { codex, chronicle, frames: new Map(), forms: new Map() };
}

/** The history of every verdict, as known at a position under a reading. */
export function historyAt(
  archive: Archive,
  query: HistoryQuery,
  cyclesOf: (segment: () => Segment) => LifeCycles,
): History {
  const segments = segmentsOf(archive, query, cyclesOf);
  const starts = segments.map(({ from }) => from);
  const memo = new Map<Id, Steps<Packed>>();
  const over = (formIn: (frame: Frame) => Form | null) =>
    spliced(
      segments.map(({ from, frame, history }) => {
        const form = formIn(frame);
        return { from, steps: form === null ? constant(UNKNOWN) : history.stepsOf(form) };
      }),
    );
  return {
    segments,
    segmentAt: (asOf) => segments[indexAt(starts, asOf)]!,
    over,
    refusedAdoptions: adoptionsAt(archive.codex, query.knownAt).refused,
    clause: (id) => {
      const known =
        memo.get(id) ??
        spliced(segments.map(({ from, history }) => ({ from, steps: history.clause(id, false) })));
      memo.set(id, known);
      return known;
    },
  };
}

function segmentsOf(
  archive: Archive,
  query: HistoryQuery,
  cyclesOf: (segment: () => Segment) => LifeCycles,
): readonly Segment[] {
  const known = adoptionsAt(archive.codex, query.knownAt).standing.filter(
    ({ entry }) => entry !== null,
  );
  const boundaries = query.under === null ? known.map(({ from }) => from) : [];
  const segments: Segment[] = [];
  for (const from of [...new Set([BEGINNING, ...boundaries])].sort((a, b) => a - b)) {
    const frame = framed(archive, editionAt(archive.codex, { ...query, asOf: from }));
    if (segments.at(-1)?.frame === frame) continue;
    const key = `${audienceKey(query.audience)} ${frame.edition.key}`;
    const opened = archive.forms.get(key) ?? formHistory(frame, archive.chronicle, query.audience);
    archive.forms.set(key, opened);
    const segment: Segment = {
      from,
      frame,
      history: opened(
        query.knownAt,
        cyclesOf(() => segment),
      ),
    };
    segments.push(segment);
  }
  return segments;
}

function framed(archive: Archive, edition: Edition): Frame {
  const known = archive.frames.get(edition.key) ?? frameOf(edition);
  archive.frames.set(edition.key, known);
  return known;
}
