import {
  contentOf,
  type Decision,
  type Entry,
  type Supersession,
  type Withdrawal,
} from "../agreement/index.ts";
import {
  addTo,
  type EntryId,
  endsOf,
  type Id,
  type Observation,
  type Position,
  type Report,
  rootsOf,
  speakersOf,
} from "../evidence/index.ts";

/** A record that grows, indexed once for every question that is put to it. */
export interface Chronicle {
  readonly entries: readonly Entry[];
  /** Where each observation stands in the record. */
  readonly positionOf: ReadonlyMap<EntryId, number>;
  readonly observation: (id: EntryId) => Observation | undefined;
  /** When each entry that no longer stands fell: the position of the withdrawal. */
  readonly fellAt: ReadonlyMap<EntryId, number>;
  /** Withdrawals and supersessions by another than the body whose entry it is: of no effect. */
  readonly withoutEffect: readonly Retraction[];
  /** Every decision, and where it stands. */
  readonly decisions: readonly PlacedDecision[];
  /** Decisions that approve a method as an equivalent, whoever took them. */
  readonly approvals: readonly Approval[];
  /** The observations whose report, or whose statement's claim, is of a kind, in record order. */
  readonly ofKind: (kind: Report["kind"]) => readonly PlacedObservation[];
  /** The statements that a clause is performed, whoever made them, in record order. */
  readonly performed: (clause: Id) => readonly PlacedObservation[];
  /** Everything that an observation goes back to, itself included (`evidence/lineage.ts`). */
  readonly roots: (observation: Observation) => readonly string[];
  /** Where its lineage ends: of a compilation more than one. */
  readonly ends: (observation: Observation) => readonly string[];
  /** The observations of the record that it was derived from. */
  readonly ancestors: (observation: Observation) => readonly Observation[];
  /** The observations that were derived from one, or name it as what confirms them. */
  readonly resting: (id: EntryId) => readonly Observation[];
  /**
   * The positions, ascending, at which something was decided or adopted, or either taken back:
   * what bears on every clause alike.
   */
  readonly decided: readonly number[];
  /**
   * Takes in the next entry of the record.
   *
   * @returns whether it could be added: `false`, and nothing is taken in, where an earlier entry
   *   spoke of it before it was there, so that what was known before is to be read anew.
   */
  readonly append: (entry: Entry) => boolean;
}

/** An observation and where it stands in the record. */
export interface PlacedObservation {
  readonly observation: Observation;
  readonly position: number;
}

/** A decision and where it stands in the record. */
export interface PlacedDecision {
  readonly decision: Decision;
  readonly position: number;
}

/** A decision that approves a method as an equivalent, and where it stands in the record. */
export interface Approval {
  readonly decision: Decision;
  readonly method: string;
  readonly position: number;
}

/** A withdrawal or supersession, and where it stands in the record. */
export interface Retraction {
  readonly entry: Withdrawal | Supersession;
  readonly position: number;
  /** The bodies whose entry it is: they, or the keeper of the record, may take it back. */
  readonly belongsTo: readonly Id[];
}

/** Indexes a record. An id that is used twice keeps its first entry. */
export function chronicleOf(entries: readonly Entry[]): Chronicle {
  return new RunningRecord(entries);
}

class RunningRecord implements Chronicle {
  readonly entries: Entry[] = [];
  readonly positionOf = new Map<EntryId, number>();
  readonly fellAt = new Map<EntryId, number>();
  readonly withoutEffect: Retraction[] = [];
  readonly decisions: PlacedDecision[] = [];
  readonly approvals: Approval[] = [];
  readonly decided: number[] = [];
  readonly #byId = new Map<EntryId, Observation>();
  readonly #byKind = new Map<Report["kind"], PlacedObservation[]>();
  readonly #performed = new Map<Id, PlacedObservation[]>();
  readonly #owners = new Map<EntryId, readonly Id[]>();
  readonly #resting = new Map<EntryId, Observation[]>();
  readonly #lineages = new Lineages((id) => this.#byId.get(id));
  /** What entries speak of that the record does not hold yet. */
  readonly #awaited = new Set<EntryId>();

  constructor(entries: readonly Entry[]) {
    // A withdrawal may stand before what it withdraws, so that all is read before any has effect.
    for (const entry of entries) this.#take(entry);
    for (const [position, entry] of entries.entries()) this.#retract(entry, position);
    for (const entry of entries) this.#awaited.delete(entry.id);
    this.decided.sort((a, b) => a - b);
  }

  readonly observation = (id: EntryId) => this.#byId.get(id);
  readonly ofKind = (kind: Report["kind"]) => this.#byKind.get(kind) ?? [];
  readonly performed = (clause: Id) => this.#performed.get(clause) ?? [];
  readonly roots = (one: Observation) => this.#lineages.of(one).roots;
  readonly ends = (one: Observation) => this.#lineages.of(one).ends;
  readonly ancestors = (one: Observation) => this.#lineages.of(one).ancestors;
  readonly resting = (id: EntryId) => this.#resting.get(id) ?? [];

  readonly append = (entry: Entry): boolean => {
    if (this.#awaited.has(entry.id)) return false;
    this.#take(entry);
    this.#retract(entry, this.entries.length - 1);
    return true;
  };

  #take(entry: Entry): void {
    const position = this.entries.push(entry) - 1;
    if ("by" in entry && entry.kind !== "supersession" && !this.#owners.has(entry.id)) {
      this.#owners.set(entry.id, [entry.by]);
    }
    if (entry.kind === "observation") this.#observe(entry, position);
    if (entry.kind === "decision" || entry.kind === "amendment") this.decided.push(position);
    if (entry.kind !== "decision") return;
    this.decisions.push({ decision: entry, position });
    if (entry.act === "approve-equivalent" && entry.method !== null) {
      this.approvals.push({ decision: entry, method: entry.method, position });
    }
  }

  #observe(observation: Observation, position: number): void {
    const { id, report, source, grade } = observation;
    if (this.#byId.has(id)) return;
    this.positionOf.set(id, position);
    this.#byId.set(id, observation);
    if (report.kind === "statement" && report.stance === "performed" && report.on !== null) {
      addTo(this.#performed, report.on, { observation, position });
    }
    for (const kind of kindsOf(report)) {
      addTo(this.#byKind, kind, { observation, position });
    }
    for (const root of [...source.lineage, ...groundsOf(report)] as EntryId[]) {
      addTo(this.#resting, root, observation);
      if (!this.#byId.has(root)) this.#awaited.add(root);
    }
    for (const other of grade.confirmedBy ?? []) addTo(this.#resting, other, observation);
  }

  #retract(entry: Entry, position: number): void {
    if (entry.kind !== "withdrawal" && entry.kind !== "supersession") return;
    const { of, author } = entry;
    const seen = this.#byId.get(of);
    if (seen === undefined) this.decided.push(position);
    if (seen === undefined && !this.#owners.has(of)) this.#awaited.add(of);
    const belongsTo = seen === undefined ? (this.#owners.get(of) ?? []) : speakersOf(seen);
    if (author !== undefined && !belongsTo.includes(author)) {
      this.withoutEffect.push({ entry, position, belongsTo });
    } else if (!this.fellAt.has(of)) this.fellAt.set(of, position);
  }
}

interface Lineage {
  readonly roots: readonly string[];
  readonly ends: readonly string[];
  readonly ancestors: readonly Observation[];
}

/** What observations go back to: worked out once for each that is derived from anything. */
class Lineages {
  readonly #find: (id: EntryId) => Observation | undefined;
  readonly #made = new Map<EntryId, Lineage>();

  constructor(find: (id: EntryId) => Observation | undefined) {
    this.#find = find;
  }

  of(one: Observation): Lineage {
    const { id, source } = one;
    if (source.lineage.length === 0) return { roots: [id], ends: [id], ancestors: [] };
    const known = this.#made.get(id);
    if (known !== undefined) return known;
    const roots = rootsOf(one, this.#find);
    const ancestors = roots.flatMap((root) =>
      root === id ? [] : (this.#find(root as EntryId) ?? []),
    );
    const fresh = { roots, ends: endsOf(one, this.#find), ancestors };
    this.#made.set(id, fresh);
    return fresh;
  }
}

/** What an assessment says that it was concluded from. */
function groundsOf(report: Report): readonly EntryId[] {
  const content = contentOf(report);
  return content?.kind === "assessment" ? content.from : [];
}

/** A statement is a statement, and whatever it claims. */
export function kindsOf(report: Report): readonly Report["kind"][] {
  if (report.kind !== "statement" || report.claim === null) return [report.kind];
  return ["statement", report.claim.kind];
}

/** Whether an entry stands, as known at a position. */
export function stands(chronicle: Chronicle, id: EntryId, knownAt: Position): boolean {
  const fell = chronicle.fellAt.get(id);
  return fell === undefined || fell >= knownAt;
}
