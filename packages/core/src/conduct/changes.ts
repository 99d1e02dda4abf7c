import { addTo, type EntryId, type Id, numbersBelow, position } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { Archive, type Footings, type Steps, stepsUpTo } from "../verdict/index.ts";
import { type Conduct, conductOf } from "./conduct.ts";
import { type ClauseStanding, standingAt, statusOf } from "./standing.ts";
import { archiveOf, type Verdicts } from "./verdicts.ts";

/** That a clause came to stand otherwise: its value, its status, or both. */
export interface VerdictChange {
  readonly clause: Id;
  /** `null` where no text had the clause, or has it any more. */
  readonly before: ClauseStanding | null;
  readonly after: ClauseStanding | null;
  /** The index, in the record, of the newest entry that was known by then. */
  readonly index: number;
  /** The entry that made it; `null` where time alone did. */
  readonly entry: EntryId | null;
  /** The valid instant at which it came about. */
  readonly asOf: Instant;
}

/**
 * How each clause came to stand otherwise as the record grew, each entry judged when it was known,
 * on what was known then: by which entry, or by time alone. How it stood before the first entry is
 * no change.
 *
 * @returns in the order in which they came about.
 */
export function changesIn(verdicts: Verdicts, reading: Id | null): readonly VerdictChange[] {
  const archive = archiveOf(verdicts);
  const growth = new Growth(archive, reading);
  const found: Placed[] = [];
  // Entry by entry, so that what several clauses rest on is worked out once for all of them.
  for (let index = 0; index < archive.chronicle.entries.length; index += 1) {
    const turning = growth.turningAt(index);
    // What was known before is asked before anything more is taken in.
    for (const course of turning) found.push(...growth.pass(course, index));
    for (const course of turning) found.push(...growth.take(course, index));
  }
  return found
    .sort((one, other) => one.turn - other.turn || one.asOf - other.asOf)
    .map(({ turn: _turn, ...change }) => change);
}

/** A change, and the place among them all: twice the index of the entry, before it or with it. */
interface Placed extends VerdictChange {
  readonly turn: number;
}

/** How far a clause has been followed, and how it stands there. */
interface Course {
  readonly clause: Id;
  known: number;
  stands: ClauseStanding | null;
}

/** A record as it was lived through. */
class Growth {
  readonly #archive: Archive;
  readonly #at: (known: number) => Conduct;
  /** When each entry was known: no earlier than the one before it. */
  readonly #known: readonly Instant[];
  /** What each text ever in force rests on, in the order in which they came into force. */
  readonly #footings: readonly Footings[];
  readonly #courses = new Map<Id, Course>();
  readonly #turning = new Map<number, Course[]>();

  constructor({ codex, chronicle }: Archive, reading: Id | null) {
    // It is lived through once more from the beginning, whatever was asked of it before.
    const archive = new Archive(codex, chronicle);
    this.#archive = archive;
    const open = conductOf(archive);
    this.#at = (known) => open({ knownAt: position(known), reading, under: null, audience: null });
    const { entries, decided } = archive.chronicle;
    let latest = Number.NEGATIVE_INFINITY;
    this.#known = entries.map(({ known }) => {
      latest = Math.max(latest, known);
      return latest as Instant;
    });
    const frames = [0, ...decided.map((at) => at + 1), entries.length].flatMap((known) =>
      this.#at(known).scene.history.segments.map(({ frame }) => frame),
    );
    this.#footings = [...new Set(frames)].map((frame) => archive.footingsIn(frame));
    this.#openCourses();
  }

  /** The clauses of which something becomes known with an entry; with the last, all are looked at. */
  turningAt(index: number): readonly Course[] {
    if (index === this.#known.length - 1) return [...this.#courses.values()];
    return this.#turning.get(index) ?? [];
  }

  /** Lets time pass up to an entry: what changed of a clause before it. */
  pass(course: Course, index: number): readonly Placed[] {
    const { clause, known } = course;
    const until = this.#known[index]!;
    const before = this.#at(known);
    return this.#changesBetween(before, clause, known, until).flatMap((asOf) => {
      const at = this.#firstKnownFrom(asOf);
      return this.#note(course, standingAt(before, clause, asOf), asOf, at, false);
    });
  }

  /** Takes an entry in: what changed of a clause by it. */
  take(course: Course, index: number): readonly Placed[] {
    const asOf = this.#known[index]!;
    course.known = index + 1;
    const after = standingAt(this.#at(index + 1), course.clause, asOf);
    return this.#note(course, after, asOf, index, true);
  }

  #note(
    course: Course,
    after: ClauseStanding | null,
    asOf: Instant,
    at: number,
    isByEntry: boolean,
  ): readonly Placed[] {
    const { clause, stands: before } = course;
    if (isSame(before, after)) return [];
    course.stands = after;
    const entry = isByEntry ? this.#archive.chronicle.entries[at]!.id : null;
    const index = isByEntry ? at : Math.max(at - 1, 0);
    return [{ clause, before, after, index, entry, asOf, turn: 2 * at + (isByEntry ? 1 : 0) }];
  }

  #openCourses(): void {
    const first = this.#known[0];
    if (first === undefined) return;
    const clauses = this.#footings.flatMap(({ frame }) => frame.clauses.map(({ id }) => id));
    for (const clause of new Set(clauses)) {
      const course = { clause, known: 0, stands: standingAt(this.#at(0), clause, first) };
      this.#courses.set(clause, course);
      for (const index of this.#turnsOf(clause)) {
        addTo(this.#turning, index, course);
      }
    }
  }

  /** The entries at which anything became known that a clause rests on. */
  #turnsOf(clause: Id): ReadonlySet<number> {
    const all = this.#footings.map((footings) => footings.turnsOf(clause));
    return new Set([...this.#archive.chronicle.decided, ...all.flat()]);
  }

  /** When, after the newest of the entries known and up to an instant, a clause may change by itself. */
  #changesBetween(conduct: Conduct, clause: Id, known: number, until: Instant): readonly Instant[] {
    // What was so before the first entry is no change; time passes from then on.
    const after = this.#known[Math.max(known - 1, 0)]!;
    if (after >= until) return [];
    const { segments } = conduct.scene.history;
    const found = new Set<Instant>();
    const courses = coursesOf(conduct, clause).map((steps) => stepsUpTo(steps, until).at);
    for (const at of [...courses, segments.map(({ from }) => from)]) {
      for (let i = numbersBelow(at, after + 1); i < at.length && at[i]! <= until; i += 1) {
        found.add(at[i]!);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  /** The first entry that was known at an instant or later. */
  #firstKnownFrom(asOf: Instant): number {
    return numbersBelow(this.#known, asOf);
  }
}

/** All that a clause runs through over time: its value, and its status under any kind it ever had. */
function coursesOf(conduct: Conduct, clause: Id): readonly Steps<unknown>[] {
  const { history } = conduct.scene;
  const kinds = new Set(history.segments.map(({ frame }) => frame.clause(clause)?.kind));
  return [
    history.clause(clause),
    ...[...kinds].flatMap((kind) => {
      const status = kind === undefined ? null : statusOf(conduct, clause, kind);
      return status === null ? [] : [status];
    }),
  ];
}

function isSame(one: ClauseStanding | null, other: ClauseStanding | null): boolean {
  return one?.value === other?.value && one?.status === other?.status;
}
