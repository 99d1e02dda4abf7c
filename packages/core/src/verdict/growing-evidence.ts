import { isCounted } from "../agreement/index.ts";
import {
  type AdmissibilityBasis,
  type Audience,
  acceptedFrom,
  countBelow,
  type EntryId,
  type Exhibit,
  failings,
  isReleasable,
  mayConvict,
  mayDoubtDespite,
  type Observation,
  type Position,
  seenUntil,
  speakersOf,
} from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { type Equivalents, equivalentsOf } from "./equivalents.ts";
import type { BearingSource, Evidence, Excluded, Posting } from "./exhibits.ts";
import type { Atom } from "./form.ts";
import { withGrantsReplaced } from "./grants.ts";
import { type Chronicle, stands } from "./knowledge.ts";
import { strengthAt } from "./strength.ts";

/** Sorts the postings that are known into what counts and what does not (section 5). */
export function evidenceFor(
  atom: Atom,
  postings: readonly Posting[],
  chronicle: Chronicle,
  knownAt: Position,
  audience: Audience = null,
  equivalents: Equivalents = equivalentsOf(chronicle),
): Evidence {
  const basis = { atom, chronicle, audience, equivalents };
  return new GrowingEvidence(basis, postings, knownAt).now;
}

/** Before which atom evidence is put, from which record, for whom. */
export interface EvidenceBasis {
  readonly atom: Atom;
  readonly chronicle: Chronicle;
  readonly audience: Audience;
  readonly equivalents: Equivalents;
}

/** All that is put before an atom, as its record grows. */
export class GrowingEvidence {
  /** What is weighed, which grows by `add`. */
  readonly exhibits: Exhibit[] = [];
  readonly observations: Observation[] = [];
  readonly excluded: Excluded[] = [];
  readonly bearing: Observation[] = [];
  readonly bearingSources: BearingSource[] = [];
  bearsFrom: Instant | null = null;
  readonly #atom: Atom;
  readonly #chronicle: Chronicle;
  readonly #audience: Audience;
  readonly #admissibility: AdmissibilityBasis;
  /** What stands before the atom and may be shown. */
  readonly #shown = new Set<EntryId>();
  #knownAt: Position;
  #now: Evidence | null = null;

  /** @param postings - of which those below the position are known. */
  constructor(of: EvidenceBasis, postings: readonly Posting[], knownAt: Position) {
    this.#atom = of.atom;
    this.#chronicle = of.chronicle;
    this.#audience = of.audience;
    this.#knownAt = knownAt;
    const stood = (id: EntryId) => stands(of.chronicle, id, this.#knownAt);
    this.#admissibility = admissibilityOf(of, stood, knownAt);
    const known = countBelow(postings, knownAt, ({ position }) => position);
    // Sources are told apart on the whole record; but what was derived from a report that may not be
    // shown is, for this audience, not shown by that report.
    for (let i = 0; i < known; i += 1) this.#show(postings[i]!);
    for (let i = 0; i < known; i += 1) this.#put(postings[i]!);
    if (of.atom.predicate.kind !== "access") return;
    const replaced = withGrantsReplaced(this.observations, this.exhibits);
    for (const [i, one] of replaced.entries()) this.exhibits[i] = one;
  }

  /**
   * Puts one more before the atom, the first of those known now that were not known before.
   *
   * @returns whether it only adds to what is there: `false`, and nothing is put, where it makes
   *   something else of an earlier one.
   */
  add(posting: Posting, knownAt: Position): boolean {
    const { observation, position } = posting;
    const { positionOf, resting } = this.#chronicle;
    if (resting(observation.id).some((one) => positionOf.get(one.id)! < position)) return false;
    // What a party says of its grant replaces what it said before.
    const { predicate } = this.#atom;
    if (predicate.kind === "access" && observation.report.kind === "statement") return false;
    this.#knownAt = knownAt;
    this.#now = null;
    this.#show(posting);
    this.#put(posting);
    return true;
  }

  /** The evidence as it is now: what is added later is not among it. */
  get now(): Evidence {
    this.#now ??= putSoFar(this);
    return this.#now;
  }

  #show({ observation, bearing }: Posting): void {
    if (bearing === "bears" || !isReleasable(observation, this.#audience)) return;
    this.#shown.add(observation.id);
  }

  #put(posting: Posting): void {
    const { observation, bearing: side } = posting;
    // A declaration that is forged, or that rests on what no longer stands, is no base to count by.
    const failed = failings(observation, side === "bears" ? "against" : side, this.#admissibility);
    if (!failed.some(({ code }) => code === "standing" || code === "release")) {
      this.bearsFrom = earlier(this.bearsFrom, seenUntil(observation));
    }
    if (failed.length > 0) {
      if (side === "bears") return;
      const doubts = isCounted(this.#atom.predicate) && mayDoubtDespite(failed);
      const doubt = doubts ? { doubt: this.#exhibitOf(posting) } : {};
      this.excluded.push({ observation, side, failings: failed, ...doubt });
    } else if (side === "bears") {
      this.bearing.push(observation);
      this.bearingSources.push(this.#sourceOf(observation));
    } else {
      this.observations.push(observation);
      this.exhibits.push(this.#exhibitOf(posting));
    }
  }

  #sourceOf(one: Observation): BearingSource {
    const { ancestors, self } = this.#admissibility;
    const chronicle = this.#chronicle;
    const isOwn = (some: Observation) => speakersOf(some).some((body) => self.has(body));
    // What is concluded from the bearer's own word alone is drawn from it.
    const from = one.report.kind === "assessment" ? one.report.from : [];
    const grounds = from.flatMap((id) => chronicle.observation(id) ?? []);
    const isDrawn = grounds.length > 0 && grounds.every(isOwn);
    const roots = chronicle.ends(one);
    return {
      group: roots.join(" + "),
      ...(roots.length > 1 ? { roots } : {}),
      strength: strengthAt(one, chronicle, this.#knownAt),
      own: [one, ...ancestors(one)].some(isOwn) || isDrawn,
    };
  }

  #exhibitOf({ observation, position, bearing }: Posting): Exhibit {
    const basis = this.#admissibility;
    const roots = this.#chronicle.ends(observation);
    const seen = { from: observation.valid.from, to: seenUntil(observation) };
    const side = bearing as "for" | "against";
    const before = this.#chronicle.ancestors(observation);
    const speaksFrom = [observation, ...before].reduce(
      (latest, one) => Math.max(latest, acceptedFrom(one.method, basis) ?? latest),
      seen.to as number,
    ) as Instant;
    return {
      side,
      strength: strengthAt(observation, this.#chronicle, this.#knownAt),
      seen,
      group: roots.join(" + "),
      derived: isDerived(observation, this.#shown),
      sole: this.#atom.criterion.soleMethods.includes(observation.method),
      position,
      ...(roots.length > 1 ? { roots } : {}),
      ...(side === "for" && speaksFrom > seen.to ? { speaksFrom } : {}),
      ...(side === "against" && !mayConvict(observation, basis) ? { convicts: false } : {}),
    };
  }
}

/** What has been put before an atom so far: of lists that only grow, so many. */
function putSoFar(all: GrowingEvidence): Evidence {
  const counts = [all.exhibits.length, all.excluded.length, all.bearing.length] as const;
  let exhibits: readonly Exhibit[] | null = null;
  let observations: readonly Observation[] | null = null;
  let excluded: readonly Excluded[] | null = null;
  return {
    bearsFrom: all.bearsFrom,
    get exhibits() {
      exhibits ??= all.exhibits.slice(0, counts[0]);
      return exhibits;
    },
    get observations() {
      observations ??= all.observations.slice(0, counts[0]);
      return observations;
    },
    get excluded() {
      excluded ??= all.excluded.slice(0, counts[1]);
      return excluded;
    },
    get bearing() {
      return all.bearing.slice(0, counts[2]);
    },
    get bearingSources() {
      return all.bearingSources.slice(0, counts[2]);
    },
  };
}

// A derived report adds nothing where all that it rests on speaks for itself on the same matter.
function isDerived(observation: Observation, shown: ReadonlySet<EntryId>): boolean {
  const { lineage } = observation.source;
  return lineage.length > 0 && lineage.every((root) => shown.has(root as EntryId));
}

function admissibilityOf(
  { atom, chronicle, audience, equivalents }: EvidenceBasis,
  stood: (id: EntryId) => boolean,
  knownAt: Position,
): AdmissibilityBasis {
  const { predicate, clause } = atom;
  return {
    criterion: atom.criterion,
    self: new Set(atom.self),
    performs: ({ statement }) => {
      if (statement === null) return false;
      if (predicate.kind === "access") return statement.stance === "grants";
      // That its bearer says a duty is performed does not perform it.
      const ownPerformance = statement.stance === "performed" && statement.on === clause;
      return predicate.kind === "statement" && !ownPerformance;
    },
    stands: stood,
    releasable: (labels) => isReleasable({ labels }, audience),
    ancestors: chronicle.ancestors,
    equivalents: equivalents(atom, knownAt),
  };
}

function earlier(one: Instant | null, other: Instant): Instant {
  return one === null || other < one ? other : one;
}
