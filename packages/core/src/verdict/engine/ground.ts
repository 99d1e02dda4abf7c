import type { Entry } from "../../agreement/index.ts";
import { contentOf } from "../../agreement/index.ts";
import {
  DEFAULT_CRITERION,
  type EntryId,
  type Grade,
  LEVEL,
  type Observation,
  position,
  seenUntil,
  strengthMillionths,
} from "../../evidence/index.ts";
import { type Bits, bits } from "../../logic/index.ts";
import { BEGINNING, type Instant } from "../../time/index.ts";
import type { Frame } from "../frame.ts";
import type { Moment } from "../moment.ts";
import { Admission } from "./admission.ts";
import type { Compiled, Leaf } from "./compile.ts";
import {
  type Dossier,
  dossierOf,
  type Notice,
  nextPlainChange,
  plainBits,
  type Recall,
  type Standing,
  standingsIn,
} from "./dossier.ts";
import { DueTimes } from "./due.ts";
import { Fronts } from "./front.ts";
import { gather } from "./gather.ts";
import { IdTable } from "./id-table.ts";
import { AGAINST, FOR, NONE, type PostingIndex, Postings, SOLE } from "./postings.ts";
import { type Match, type Matches, ReportIndex } from "./report-index.ts";
import { type Measure, measureOf, type Pile, Scales } from "./scales.ts";

/**
 * The ground that a network stands on: the reports of each leaf, what of them can still make a
 * difference at the engine's own instant, and the bits that they come to.
 */
export class Ground {
  readonly bits: Uint8Array;
  /** Leaves whose bits may have changed since this was last emptied. */
  readonly touched: number[] = [];
  readonly #frame: Frame;
  readonly #leaves: readonly Leaf[];
  readonly #index: ReportIndex;
  readonly #recall: Recall;
  readonly #admission = new Admission();
  readonly #gates: Int32Array;
  readonly #measures: readonly Measure[];
  readonly #postings: Postings;
  readonly #scales: Scales;
  readonly #fronts: Fronts;
  /** The latest instant of which anything was reported of each leaf. */
  readonly #latest: Float64Array;
  readonly #plain: Uint8Array;
  readonly #due = new DueTimes();
  /** The due time that is noted for each leaf; `Infinity` where none is. */
  readonly #dueAt: Float64Array;
  /** Until when reports of a leaf are known that were not yet seen at the engine's instant. */
  readonly #unseenUntil: Float64Array;
  /** From which position on the stand of a leaf's postings is what it is now. */
  readonly #since: Int32Array;
  readonly #ids: IdTable;
  readonly #fell = new Set<EntryId>();
  readonly #notices: Notice[] = [];
  /** Names of lineage, numbered from −1 downwards. */
  readonly #roots = new Map<string, number>();
  readonly #withLineage = new Set<number>();
  /** Where roots have been joined into one source: the source of each root. */
  readonly #sources = new Map<number, ReadonlyMap<string, number>>();
  readonly #pile: Pile = { at: [], count: 0 };
  #now: Instant = BEGINNING;
  #known = 0;

  constructor(frame: Frame, compiled: Compiled, recall: Recall) {
    const { leaves } = compiled;
    this.#frame = frame;
    this.#leaves = leaves;
    this.#recall = recall;
    this.#ids = new IdTable((at) => recall(position(at)).id);
    this.#index = new ReportIndex(frame, compiled);
    this.#postings = new Postings(leaves.length);
    this.#scales = new Scales(this.#postings);
    this.#fronts = new Fronts(leaves.length, this.#postings, this.#scales);
    this.#latest = new Float64Array(leaves.length).fill(Number.NEGATIVE_INFINITY);
    this.#plain = Uint8Array.from(leaves, (leaf) => (isPlain(leaf) ? 1 : 0));
    this.bits = new Uint8Array(leaves.length);
    this.#gates = Int32Array.from(leaves, (leaf) =>
      leaf.kind === "evidence" ? this.#admission.gateOf(leaf.atom) : -1,
    );
    this.#measures = leaves.map((leaf, index) =>
      leaf.kind === "evidence" ? this.#admission.measureOf(this.#gates[index]!) : MEMBER_MEASURE,
    );
    this.#dueAt = new Float64Array(leaves.length).fill(Number.POSITIVE_INFINITY);
    this.#unseenUntil = new Float64Array(leaves.length).fill(Number.NEGATIVE_INFINITY);
    this.#since = new Int32Array(leaves.length);
  }

  /** When a leaf is next to be weighed again though nothing is reported. */
  get nextDue(): number {
    return this.#due.next;
  }

  /** What an observation matches. */
  matchesOf(observation: Observation): Matches {
    return this.#index.matchesOf(observation);
  }

  /** Whether an observation of this id is on the record. */
  has(id: EntryId): boolean {
    return this.#ids.find(id) !== NONE;
  }

  /** Moves the valid clock, and weighs again what falls due by then at one and the same instant. */
  moveTo(now: Instant): void {
    this.#now = now;
    while (this.#due.next <= now) {
      const leaf = this.#due.take();
      this.#dueAt[leaf] = Number.POSITIVE_INFINITY;
      if (this.#plain[leaf] === 1) this.#reweighPlainly(leaf);
      else if (this.#unseenUntil[leaf]! > Number.NEGATIVE_INFINITY) this.#renew(leaf);
      else this.#reweigh(leaf);
    }
  }

  /**
   * Takes in an observation at the next position of the record. One whose id is on the record
   * already says nothing new.
   */
  observe(observation: Observation, matches: Matches): void {
    const at = this.#known;
    this.#known += 1;
    if (this.#ids.add(observation.id, at) !== NONE) return;
    const { lineage } = observation.source;
    // Where what it goes back to is on the record, or several sources meet in it, or it has been
    // withdrawn before it was known, every report of the leaf is looked at again.
    const involved =
      lineage.length > 1 ||
      (lineage.length === 1 && this.has(lineage[0] as EntryId)) ||
      (this.#fell.size > 0 && this.#fell.has(observation.id));
    if (matches.leaves.length > 0) this.#post(observation, matches.leaves, at, involved);
    const isLateRoot = this.#roots.size > 0 && this.#roots.has(observation.id);
    for (const root of lineage) this.#rootOf(root);
    if (isLateRoot) for (const leaf of this.#withLineage) this.#reviewPlainly(leaf);
  }

  /** Takes in any other entry at the next position of the record. */
  notice(entry: Exclude<Entry, Observation>): void {
    const at = this.#known;
    this.#known += 1;
    if (entry.kind === "withdrawal" || entry.kind === "supersession") {
      if (this.#fell.has(entry.of)) return;
      this.#fell.add(entry.of);
      this.#notices.push({ entry, position: at });
      for (const leaf of this.#leavesOf(entry.of)) this.#review(leaf);
    } else if (entry.kind === "decision" && entry.act === "approve-equivalent") {
      this.#notices.push({ entry, position: at });
      this.#leaves.forEach((leaf, index) => {
        if (leaf.kind === "evidence" && leaf.atom.clause === entry.of) this.#review(index);
      });
    }
  }

  /** The bits of a leaf at any moment of the past or to come. */
  bitsAt(leaf: number, { asOf, knownAt }: Moment): Bits {
    if (this.#plain[leaf] === 1 || knownAt < this.#since[leaf]!) {
      return plainBits(this.#dossier(leaf), this.#leaves[leaf]!, this.#frame, asOf, knownAt);
    }
    const newest = this.#postings.knownAt(leaf, knownAt);
    const measure = this.#measures[leaf]!;
    const scales = this.#scales;
    gather(this.#pile, this.#postings, scales, measure, newest, asOf, false);
    const never = Number.NEGATIVE_INFINITY;
    scales.weigh(this.#pile, measure, asOf, never, never);
    return bits(scales.forLevel >= measure.open, scales.againstLevel >= measure.doubt);
  }

  /** The positions of all reports of a leaf, as known below a position, oldest first. */
  reportsOf(leaf: number, knownAt: number): readonly number[] {
    return this.#postings
      .chain(leaf)
      .map((posting) => this.#postings.position(posting))
      .filter((at) => at < knownAt);
  }

  #post(observation: Observation, matches: readonly Match[], at: number, involved: boolean): void {
    const { source, valid } = observation;
    const to = seenUntil(observation);
    const strength = strengthMillionths(unconfirmed(observation.grade), lookedAt(observation));
    const seen = this.#postings.observe(valid.from, to, strength);
    const witness = this.#admission.witnessOf(observation);
    const root = source.lineage[0];
    for (let i = 0; i < matches.length; i += 1) {
      const { leaf, bearing } = matches[i]!;
      const stand = this.#standOf(leaf, bearing, witness, observation);
      const group = root === undefined ? seen : this.#sourceOf(leaf, root);
      const latest = this.#latest[leaf]!;
      const posting = this.#postings.post(leaf, at, stand, group, latest);
      if (to > latest) this.#latest[leaf] = to;
      if (root !== undefined) this.#withLineage.add(leaf);
      // Which compilations speak is chosen among all reports together.
      if (involved || observation.grade.confirmedBy !== undefined) this.#reviewPlainly(leaf);
      else if (this.#plain[leaf] === 1) this.#review(leaf);
      else if (stand === 0) continue;
      else if (to > this.#now) this.#await(leaf, to);
      else if (this.#fronts.settlesAlone(leaf, stand, valid.from, to, strength)) {
        this.#fronts.takeOver(leaf, posting, (stand & FOR) !== 0, valid.from, to);
        this.#confirm(leaf, (stand & FOR) !== 0, to);
      } else this.#arrive(leaf, posting, to);
    }
  }

  #standOf(
    leaf: number,
    bearing: Match["bearing"],
    witness: number,
    observation: Observation,
  ): number {
    if (bearing === "bears") return 0;
    const gate = this.#gates[leaf]!;
    if (gate < 0) return observation.intact ? FOR : 0;
    const admitted = this.#admission.admits(gate, witness, bearing, observation);
    if (admitted === "barred") return 0;
    return (bearing === "for" ? FOR : AGAINST) | (admitted === "sole" ? SOLE : 0);
  }

  /** A report that counts was seen after the instant at which the engine stands. */
  #await(leaf: number, to: number): void {
    this.#unseenUntil[leaf] = Math.max(this.#unseenUntil[leaf]!, to);
    this.#schedule(leaf, to);
  }

  /** A report that counts has come in, and nothing about those before it has changed. */
  #arrive(leaf: number, posting: PostingIndex, to: number): void {
    if (to < this.#fronts.latest(leaf)) {
      this.#renew(leaf);
      return;
    }
    this.#fronts.advance(leaf, posting);
    this.#reweigh(leaf);
    this.#fronts.prune(leaf, this.#measures[leaf]!);
  }

  /** One report alone has settled a leaf: it is confirmed on its side, and nothing is on the other. */
  #confirm(leaf: number, isFor: boolean, to: number): void {
    const { open, doubt, freshness } = this.#measures[leaf]!;
    const isFresh = !isFor || to + freshness > this.#now;
    const level = isFresh ? LEVEL.confirmed : 0;
    this.#give(leaf, isFor ? bits(level >= open, 0 >= doubt) : bits(0 >= open, level >= doubt));
    if (isFor && isFresh) this.#schedule(leaf, to + freshness);
  }

  #reweigh(leaf: number): void {
    const measure = this.#measures[leaf]!;
    const scales = this.#scales;
    const pile = this.#fronts.weigh(leaf, measure, this.#now);
    this.#give(leaf, bits(scales.forLevel >= measure.open, scales.againstLevel >= measure.doubt));
    this.#schedule(leaf, scales.nextStale(pile, measure.freshness, this.#now));
  }

  /** Builds a leaf's front again from all of its postings. */
  #renew(leaf: number): void {
    const measure = this.#measures[leaf]!;
    this.#fronts.renew(leaf, measure, this.#now);
    this.#reweigh(leaf);
    this.#fronts.prune(leaf, measure);
    if (this.#unseenUntil[leaf]! <= this.#now) {
      this.#unseenUntil[leaf] = Number.NEGATIVE_INFINITY;
      return;
    }
    const ends = this.#postings.chain(leaf).map((posting) => this.#postings.to(posting));
    this.#schedule(leaf, Math.min(...ends.filter((end) => end > this.#now)));
  }

  /** From now on a leaf is judged plainly: it takes all of its reports together. */
  #reviewPlainly(leaf: number): void {
    this.#plain[leaf] = 1;
    this.#review(leaf);
  }

  /** Looks again at how each report of a leaf stands, and weighs them all. */
  #review(leaf: number): void {
    if (this.#plain[leaf] === 1) {
      this.#reweighPlainly(leaf);
      return;
    }
    const dossier = this.#dossier(leaf);
    const postings = this.#postings;
    const chain = postings.chain(leaf);
    const byPosition = new Map(chain.map((one) => [postings.position(one), one]));
    for (const posting of chain) postings.judge(posting, 0, postings.group(posting));
    const sources = new Map<string, number>();
    const standings = standingsIn(dossier, this.#leaves[leaf]!, this.#frame, this.#known);
    const shared = sharedGroups(standings);
    for (const one of standings) {
      const posting = byPosition.get(one.position);
      if (posting === undefined) continue;
      const seen = postings.seen(posting);
      const isOwn = one.roots.length === 1 && !shared.has(one.group);
      const group = isOwn ? seen : this.#rootOf(one.group);
      if (!isOwn) for (const root of one.roots) sources.set(root, group);
      const stand = (one.side === "for" ? FOR : AGAINST) | (one.sole ? SOLE : 0);
      postings.judge(posting, stand, group);
      const end = postings.to(posting);
      if (end > this.#now) this.#unseenUntil[leaf] = Math.max(this.#unseenUntil[leaf]!, end);
    }
    this.#sources.set(leaf, sources);
    this.#since[leaf] = this.#known;
    this.#renew(leaf);
  }

  #reweighPlainly(leaf: number): void {
    const dossier = this.#dossier(leaf);
    const of = this.#leaves[leaf]!;
    this.#give(leaf, plainBits(dossier, of, this.#frame, this.#now, this.#known));
    const next = nextPlainChange(dossier, of, this.#frame, this.#now, this.#known);
    if (next !== null) this.#schedule(leaf, next);
  }

  #dossier(leaf: number): Dossier {
    const find = (id: EntryId) => {
      const at = this.#ids.find(id);
      return at === NONE ? undefined : at;
    };
    return dossierOf(this.reportsOf(leaf, this.#known), this.#recall, find, this.#notices);
  }

  #leavesOf(id: EntryId): ReadonlySet<number> {
    const at = this.#ids.find(id);
    const leaves = new Set<number>(this.#roots.has(id) ? this.#withLineage : []);
    const entry = at === NONE ? null : this.#recall(position(at));
    if (entry?.kind !== "observation") return leaves;
    for (const { leaf } of this.#index.matchesOf(entry).leaves) leaves.add(leaf);
    return leaves;
  }

  #rootOf(name: string): number {
    const known = this.#roots.get(name);
    if (known !== undefined) return known;
    const root = -1 - this.#roots.size;
    this.#roots.set(name, root);
    return root;
  }

  #sourceOf(leaf: number, root: string): number {
    return this.#sources.get(leaf)?.get(root) ?? this.#rootOf(root);
  }

  #give(leaf: number, now: Bits): void {
    if (this.bits[leaf] === now) return;
    this.bits[leaf] = now;
    this.touched.push(leaf);
  }

  #schedule(leaf: number, at: number): void {
    if (at >= this.#dueAt[leaf]!) return;
    this.#dueAt[leaf] = at;
    this.#due.add(at, leaf);
  }
}

// A member is there once reports of it reach the doubt standard, and stays (semantics, section 6).
const MEMBER_MEASURE: Measure = measureOf({
  ...DEFAULT_CRITERION,
  open: LEVEL.suspected,
});

/** Counts are settled on all of them together, and equivalents are approved on the record. */
function isPlain(leaf: Leaf): boolean {
  if (leaf.kind !== "evidence") return leaf.kind === "breach";
  const { predicate, criterion } = leaf.atom;
  return predicate.kind === "count" || criterion.equivalentApprovedBy !== null;
}

/** The independent sources that more than one report speaks for. */
function sharedGroups(standings: readonly Standing[]): ReadonlySet<string> {
  const met = new Set<string>();
  const shared = new Set<string>();
  for (const { group } of standings) {
    if (met.has(group)) shared.add(group);
    met.add(group);
  }
  return shared;
}

/** What nothing is named to have confirmed counts as probably true (semantics, section 3). */
function unconfirmed(grade: Grade): Grade {
  return grade.credibility === 1 ? { ...grade, credibility: 2 } : grade;
}

/** For an absence, how much of the place was looked at (0 to 1); 1 for everything else. */
function lookedAt({ report }: Observation): number {
  const claim = contentOf(report);
  return claim?.kind === "presence" && claim.state === "absent" ? claim.coverage : 1;
}
