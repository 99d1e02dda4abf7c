import type { Instant, Interval, Precision } from "../time/index.ts";
import type { Grade } from "./grade.ts";
import type { EntryId, Id } from "./ids.ts";
import type { Report } from "./report.ts";

/** Someone who saw: of which body and nationality, and whether technically expert (T31). */
export interface Observer {
  readonly body: Id;
  readonly nationality: Id | null;
  /** `null` where the source does not say; an eligibility rule then counts it as not met. */
  readonly technical: boolean | null;
}

/** Where a report comes from. */
export interface Source {
  /** The citation of the original document. */
  readonly cite: string;
  /** The party or body whose word it is, where that is not the observers' own. */
  readonly body: Id | null;
  /**
   * What it was derived from: ids of entries, or names of roots outside the record (a mission, a
   * document). Reports that share a root are one source.
   */
  readonly lineage: readonly string[];
}

/** A file that goes with an observation, known by its hash. */
export interface Attachment {
  /** SHA-256, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly name: string;
}

/** One report about one subject, with all that is needed to weigh it (semantics, section 2). */
export interface Observation {
  readonly kind: "observation";
  readonly id: EntryId;
  /** When the side whose record it is had it. */
  readonly known: Instant;
  /** When it was so. */
  readonly valid: Interval;
  readonly precision: Precision;
  readonly report: Report;
  /** By what means it was seen: `aerial-photography`; `statement` for a party's word. */
  readonly method: string;
  readonly observers: readonly Observer[];
  readonly source: Source;
  readonly grade: Grade;
  /** On what grounds it was graded so, and by whom. */
  readonly gradeWhy: string;
  readonly gradeBy: string;
  /** Who may see it; empty for everyone. */
  readonly labels: readonly string[];
  readonly attachments: readonly Attachment[];
  /** Whether its signatures verify, its attachments match and its custody is whole. */
  readonly intact: boolean;
}

/**
 * When the seeing ended. What was seen was seen before it was reported, so an interval that a
 * source gives only to the day never ends after the report was known (ADR 0011).
 */
export function seenUntil(observation: Observation): Instant {
  const { valid, known } = observation;
  return valid.to > known ? (Math.max(valid.from, known) as Instant) : valid.to;
}
