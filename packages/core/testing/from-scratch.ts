/** A form judged at one moment, with nothing kept between calls. */
import type { Id } from "../src/evidence/index.ts";
import {
  type Atom,
  bearingOn,
  blocker,
  type Chronicle,
  closureOf,
  evidenceFor,
  type Form,
  type Frame,
  findingOf,
  MOST_ROUNDS,
  type Moment,
  membersOf,
  negate,
  type Packed,
  type Posting,
  quantified,
  referred,
  Tally,
  threshold,
  twoValued,
  UNKNOWN,
} from "../src/verdict/index.ts";

/** Every observation of a record that matches an atom, each asked by itself. */
export function postingsOf(atom: Atom, chronicle: Chronicle): readonly Posting[] {
  return chronicle.entries.flatMap((entry, position) => {
    if (entry.kind !== "observation" || chronicle.positionOf.get(entry.id) !== position) return [];
    const bearing = bearingOn(atom, entry, atom.vocabulary);
    return bearing === null ? [] : [{ observation: entry, position, bearing }];
  });
}

/** What a plain evaluation needs beside the form. */
export interface ScratchBasis {
  readonly frame: Frame;
  readonly chronicle: Chronicle;
  readonly moment: Moment;
  /** Whether a clause stands breached at the moment: its life cycle says, not its evidence. */
  readonly isBreached: (clause: Id) => boolean;
}

/**
 * Judges a form from scratch, with nothing kept between calls, by the judge's own weighing: what
 * histories are held to. The reference (`reference/`) shares no weighing with it.
 */
export function judgeFromScratch(form: Form, basis: ScratchBasis): Packed {
  // The least fixed point: every clause starts from "nothing known" and only gains information.
  const clauses = new Map<string, Packed>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const judged = judge(form, basis, clauses);
    const known = [...clauses];
    let settled = true;
    for (const [key, before] of known) {
      const [id, negated] = JSON.parse(key) as [Id, boolean];
      const after = judge(basis.frame.formOfClause(id, negated), basis, clauses);
      if (after === before) continue;
      clauses.set(key, after);
      settled = false;
    }
    // A clause that was met only now has not been judged yet.
    if (settled && clauses.size === known.length) return judged;
  }
  return UNKNOWN;
}

function judge(form: Form, basis: ScratchBasis, clauses: Map<string, Packed>): Packed {
  const { frame, chronicle, moment } = basis;
  switch (form.kind) {
    case "atom": {
      const postings = postingsOf(form.atom, chronicle);
      const evidence = evidenceFor(form.atom, postings, chronicle, moment.knownAt);
      return findingOf(form.atom, evidence, moment.asOf).packed;
    }
    case "threshold":
      return threshold(
        form.k,
        form.of.map((one) => judge(one, basis, clauses)),
      );
    case "blocker": {
      const blocks = blocker(judge(form.exception, basis, clauses));
      return form.negated ? negate(blocks) : blocks;
    }
    case "clause": {
      const key = JSON.stringify([form.clause, form.negated]);
      const known = clauses.get(key);
      if (known === undefined) clauses.set(key, UNKNOWN);
      return referred(known ?? UNKNOWN);
    }
    case "status": {
      const stands = twoValued(form.state === "breached" && basis.isBreached(form.clause));
      return form.negated ? negate(stands) : stands;
    }
    case "level":
      return judge(frame.formOfLevel(form.clause, form.level, form.negated), basis, clauses);
    case "quantified": {
      const members = membersOf(form.domain, frame, chronicle, moment.knownAt)
        .filter(({ from }) => from <= moment.asOf)
        .map(({ id }) => judge(form.bodyOf(id), basis, clauses));
      const coverage = form.coverage === null ? null : judge(form.coverage, basis, clauses);
      return quantified(form.every, Tally.of(members), closureOf(form.domain, coverage));
    }
    case "nothing":
      return UNKNOWN;
  }
}
