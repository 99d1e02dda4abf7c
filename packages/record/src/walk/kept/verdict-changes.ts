import {
  adoptionsAt,
  type Codex,
  codexOf,
  Engine,
  type Entry,
  editionAt,
  type Frame,
  frameOf,
  type Id,
  type Instant,
  instant,
  position,
  type Text,
  type Value,
  valueOfBits,
} from "@proviso/core";
import { isJudged } from "../../entries/index.ts";
import { decodeText, encodeText } from "../../log/index.ts";
import type { ProjectedRow } from "../../store/store.ts";
import type { CaseTerms } from "../index.ts";
import type { Projector } from "./projection.ts";

/** The name of the projection. */
export const VERDICT_CHANGES = "verdict-changes";

/** The key of the row that says by what verdicts were computed. */
const BASIS = "basis";

/** That the verdict on a clause became another. */
export interface VerdictChange {
  readonly clause: Id;
  /** `null` where no text had the clause, or has it any more. */
  readonly before: Value | null;
  readonly after: Value | null;
  /** The position in the log of the newest entry that was known by then. */
  readonly position: number;
  /** The entry that made it; `null` where time alone did. */
  readonly entry: string | null;
  /** The valid instant at which it came about. */
  readonly asOf: Instant;
}

/** An entry that is judged by, and where it stands in the log. */
export interface PlacedEntry {
  readonly position: number;
  readonly entry: Entry;
}

/** By what verdicts are computed. */
export interface VerdictBasis {
  readonly terms: CaseTerms;
  readonly texts: readonly Text[];
  /** The reading of the case; `null` for the agreement's own text alone. */
  readonly reading: Id | null;
  /** Whether the file of an attachment is here, and is the one of its SHA-256. */
  readonly isIntact: (sha256: string) => boolean;
  /** Stands for texts, reading and attachments: another one is another projection. */
  readonly digest: string;
}

/**
 * How the verdict on each clause changed as the record grew: each entry judged when it was known,
 * on what was known then. Clauses that wait for a breach are left out, for their life cycle is more
 * than evidence; so is what is under a label.
 */
export function verdictProjector(basis: VerdictBasis): Projector<readonly PlacedEntry[]> {
  return {
    name: VERDICT_CHANGES,
    version: 1,
    terms: basis.terms,
    start: [],
    after: (state, entry, position) => {
      if (!isJudged(entry)) return state;
      // One list is added to, so that a long record is not copied for each of its entries.
      const placed = state as PlacedEntry[];
      const next = placed.length === 0 ? [] : placed;
      next.push({ position, entry: withIntegrity(entry, basis.isIntact) });
      return next;
    },
    rows: (state) => [
      { key: BASIS, value: encodeText(basis.digest) },
      ...verdictChanges(basis, state).map(rowOf),
    ],
    isOf: ({ rows }) => {
      const said = rows.find(({ key }) => key === BASIS);
      return said !== undefined && decodeText(said.value) === basis.digest;
    },
  };
}

function withIntegrity(entry: Entry, isIntact: VerdictBasis["isIntact"]): Entry {
  if (entry.kind !== "observation") return entry;
  return entry.attachments.every(({ sha256 }) => isIntact(sha256))
    ? entry
    : { ...entry, intact: false };
}

/** Computes the changes from the entries of a record, in their order. */
export function verdictChanges(
  { texts, reading }: Pick<VerdictBasis, "texts" | "reading">,
  entries: readonly PlacedEntry[],
): readonly VerdictChange[] {
  const said = entries.map(({ entry }) => entry);
  const codex = codexOf(texts, said);
  if (codex === null) return [];
  const course = new Course(codex, reading, said);
  const changes: VerdictChange[] = [];
  for (const [index, { position: at, entry }] of entries.entries()) {
    const before = entries[index - 1]?.position ?? at;
    for (const change of course.passTo(entry.known)) {
      changes.push({ ...change, position: before, entry: null });
    }
    for (const change of course.take(index)) {
      changes.push({ ...change, position: at, entry: entry.id });
    }
  }
  return changes;
}

type Step = Pick<VerdictChange, "clause" | "before" | "after" | "asOf">;

/** A record being lived through, under the texts in force at each moment. */
class Course {
  readonly #codex: Codex;
  readonly #reading: Id | null;
  readonly #entries: readonly Entry[];
  readonly #frames = new Map<string, { readonly frame: Frame; readonly clauses: readonly Id[] }>();
  #engine: Engine | null = null;
  #clauses: readonly Id[] = [];
  #key: string | null = null;
  #standing = -1;
  #known = 0;
  #now: Instant = instant(Number.MIN_SAFE_INTEGER);
  #values = new Map<Id, Value>();

  constructor(codex: Codex, reading: Id | null, entries: readonly Entry[]) {
    this.#codex = codex;
    this.#reading = reading;
    this.#entries = entries;
  }

  /** Lets time pass, through every instant at which something falls due by itself. */
  *passTo(now: Instant): Generator<Step> {
    const engine = this.#engine;
    while (engine !== null && engine.nextDue < now) {
      engine.advance(instant(engine.nextDue));
      this.#now = engine.now;
      yield* this.#compare();
    }
    this.#engine?.advance(now);
    this.#now = now;
    this.#stand();
    // What stood before anything was known changed nothing.
    if (this.#known === 0) this.#values = this.#read();
    else yield* this.#compare();
  }

  /** Takes in the next entry. */
  *take(index: number): Generator<Step> {
    this.#engine?.apply(this.#entries[index] as Entry);
    this.#known = index + 1;
    this.#stand();
    yield* this.#compare();
  }

  /** Takes up the texts that are in force now, and all entries anew where they are other ones. */
  #stand(): void {
    const adoptions = adoptionsAt(this.#codex, position(this.#known)).standing;
    const standing = adoptions.filter(({ from }) => from <= this.#now).length;
    if (standing === this.#standing) return;
    this.#standing = standing;
    const query = { asOf: this.#now, knownAt: position(this.#known), reading: this.#reading };
    const edition = editionAt(this.#codex, { ...query, under: null });
    if (edition.key === this.#key) return;
    this.#key = edition.key;
    const known = this.#frames.get(edition.key);
    const framed = known ?? framedOf(frameOf(edition));
    this.#frames.set(edition.key, framed);
    this.#clauses = framed.clauses;
    const recall = (at: number) => this.#entries[at] as Entry;
    this.#engine = new Engine({ frame: framed.frame, clauses: framed.clauses, recall });
    for (const entry of this.#entries.slice(0, this.#known)) {
      this.#engine.advance(entry.known);
      this.#engine.apply(entry);
    }
    this.#engine.advance(this.#now);
  }

  #read(): Map<Id, Value> {
    const engine = this.#engine as Engine;
    return new Map(
      this.#clauses.map((clause) => [clause, valueOfBits(engine.bitsOf(clause))] as const),
    );
  }

  *#compare(): Generator<Step> {
    const [before, after] = [this.#values, this.#read()];
    this.#values = after;
    for (const clause of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(clause) ?? null, after.get(clause) ?? null];
      if (was !== is) yield { clause, before: was, after: is, asOf: this.#now };
    }
  }
}

function framedOf(frame: Frame) {
  const clauses = frame.clauses.map(({ id }) => id).filter((id) => !waitsForBreach(frame, id));
  return { frame, clauses };
}

/** Whether what verifies a clause, or a clause that it rests on, asks whether one is breached. */
function waitsForBreach(frame: Frame, clause: Id, seen: Set<Id> = new Set()): boolean {
  if (seen.has(clause)) return false;
  seen.add(clause);
  const isOrRests = (part: unknown): boolean => {
    if (typeof part !== "object" || part === null) return false;
    const { kind, state, clause: other } = part as Readonly<Record<string, unknown>>;
    if (kind === "clause" && typeof other === "string") {
      return state === "breached" || waitsForBreach(frame, other as Id, seen);
    }
    return Object.values(part).some(isOrRests);
  };
  return isOrRests(frame.conditionOf(clause));
}

function rowOf({ position: at, ...change }: VerdictChange, index: number): ProjectedRow {
  const key = `${padded(at)}/${padded(index)}`;
  return { key, value: encodeText(JSON.stringify({ position: at, ...change })) };
}

function padded(number: number): string {
  return String(number).padStart(12, "0");
}

/** The changes that rows of the projection say, in record order. */
export function changesInRows(rows: readonly ProjectedRow[]): readonly VerdictChange[] {
  return [...rows]
    .filter(({ key }) => key !== BASIS)
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ value }) => JSON.parse(decodeText(value)) as VerdictChange);
}
