import {
  type Adoptions,
  adoptionsAt,
  type Codex,
  codexOf,
  type Edition,
  type Entry,
  editionAt,
  type RefusedAdoption,
} from "../agreement/index.ts";
import {
  type Audience,
  audienceKey,
  type EntryId,
  type Id,
  type Position,
} from "../evidence/index.ts";
import { BEGINNING, type Instant } from "../time/index.ts";
import { Footings } from "./footing.ts";
import { type FormHistory, formHistory } from "./form-history.ts";
import { type Frame, frameOf } from "./frame.ts";
import type { Packed } from "./judgment.ts";
import { type Chronicle, chronicleOf } from "./knowledge.ts";
import type { LifeCycles } from "./life-cycles.ts";
import { Matters } from "./matters.ts";
import { indexAt, type Steps, spliced } from "./steps.ts";

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

/** An edition from the instant on at which it comes into force. */
interface FrameInForce {
  readonly from: Instant;
  readonly frame: Frame;
}

/** How verdicts run over valid time as known at one position, across the editions in force. */
export interface History {
  readonly segments: readonly Segment[];
  /** The edition in force at an instant, framed. */
  readonly segmentAt: (asOf: Instant) => Segment;
  /** What verifies a clause, over time; "nothing known" while no text has the clause. */
  readonly clause: (id: Id) => Steps<Packed>;
  /** Adoptions of texts that have no effect, with the reason. */
  readonly refusedAdoptions: readonly RefusedAdoption[];
}

/**
 * Everything about one case that histories of any position share, so that little is done twice. It
 * grows with the record.
 */
export class Archive {
  #codex: Codex;
  #chronicle: Chronicle;
  readonly #frames = new Map<string, Frame>();
  readonly #inForce = new Map<Adoptions, Map<string, readonly FrameInForce[]>>();
  readonly #forms = new Map<string, ReturnType<typeof formHistory>>();
  readonly #footings = new Map<Frame, Footings>();

  constructor(codex: Codex, chronicle: Chronicle) {
    this.#codex = codex;
    this.#chronicle = chronicle;
  }

  get codex(): Codex {
    return this.#codex;
  }

  get chronicle(): Chronicle {
    return this.#chronicle;
  }

  /**
   * Takes in the next entry of the record.
   *
   * @returns whether all that was worked out before still holds: `false` where the entry changes
   *   the texts, or what earlier entries rest on.
   */
  append(entry: Entry): boolean {
    const isAdded = this.#chronicle.append(entry);
    if (!isAdded) this.#chronicle = chronicleOf([...this.#chronicle.entries, entry]);
    const adopts = (id: EntryId) => this.#codex.amendments.some((one) => one.entry.id === id);
    const turnsTexts =
      entry.kind === "amendment" || (entry.kind === "withdrawal" && adopts(entry.of));
    if (turnsTexts) this.#codex = codexOf(this.#codex.texts, this.#chronicle.entries)!;
    if (isAdded && !turnsTexts) return true;
    this.#frames.clear();
    this.#inForce.clear();
    this.#forms.clear();
    this.#footings.clear();
    return false;
  }

  /** An edition, framed. */
  framed(edition: Edition): Frame {
    const known = this.#frames.get(edition.key);
    if (known !== undefined) return known;
    const fresh = frameOf(edition);
    this.#frames.set(edition.key, fresh);
    return fresh;
  }

  /**
   * The editions in force over valid time as known at a position, framed. They are put together
   * once for as long as the same adoptions stand.
   */
  framesOver(query: HistoryQuery): readonly FrameInForce[] {
    const adoptions = adoptionsAt(this.#codex, query.knownAt);
    const made = this.#inForce.get(adoptions) ?? new Map<string, readonly FrameInForce[]>();
    this.#inForce.set(adoptions, made);
    const key = JSON.stringify([query.reading, query.under]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const adopted = adoptions.standing.filter(({ entry }) => entry !== null);
    const boundaries = query.under === null ? adopted.map(({ from }) => from) : [];
    const found: FrameInForce[] = [];
    for (const from of [...new Set([BEGINNING, ...boundaries])].sort((a, b) => a - b)) {
      const frame = this.framed(editionAt(this.#codex, { ...query, asOf: from }));
      if (found.at(-1)?.frame !== frame) found.push({ from, frame });
    }
    made.set(key, found);
    return found;
  }

  /** How forms of an edition run, for an audience, as known at any position. */
  formsOf(frame: Frame, audience: Audience): ReturnType<typeof formHistory> {
    const key = `${audienceKey(audience)} ${frame.edition.key}`;
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const { matters } = this.footingsIn(frame);
    const fresh = formHistory(frame, this.#chronicle, audience, matters);
    this.#forms.set(key, fresh);
    return fresh;
  }

  /** What the clauses of an edition rest on. */
  footingsIn(frame: Frame): Footings {
    const known = this.#footings.get(frame);
    if (known !== undefined) return known;
    const fresh = new Footings(frame, new Matters(frame, this.#chronicle));
    this.#footings.set(frame, fresh);
    return fresh;
  }
}

/** The history of every verdict, as known at a position under a reading. */
export function historyAt(
  archive: Archive,
  query: HistoryQuery,
  cyclesOf: (segment: () => Segment) => LifeCycles,
): History {
  const segments = segmentsOf(archive, query, cyclesOf);
  const starts = segments.map(({ from }) => from);
  return {
    segments,
    segmentAt: (asOf) => segments[indexAt(starts, asOf)]!,
    refusedAdoptions: adoptionsAt(archive.codex, query.knownAt).refused,
    clause: (id) =>
      spliced(segments.map(({ from, history }) => ({ from, steps: history.clause(id, false) }))),
  };
}

function segmentsOf(
  archive: Archive,
  query: HistoryQuery,
  cyclesOf: (segment: () => Segment) => LifeCycles,
): readonly Segment[] {
  return archive.framesOver(query).map(({ from, frame }): Segment => {
    const opened = archive.formsOf(frame, query.audience);
    const segment: Segment = {
      from,
      frame,
      history: opened(
        query.knownAt,
        cyclesOf(() => segment),
      ),
    };
    return segment;
  });
}
