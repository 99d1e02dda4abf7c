import type { Domain } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { findingOf } from "./atom.ts";
import { membersOf } from "./domain.ts";
import { evidenceFor, postingsOf } from "./exhibits.ts";
import type { Form } from "./form.ts";
import type { Frame } from "./frame.ts";
import {
  blocker,
  type Closure,
  negate,
  type Packed,
  quantified,
  referred,
  Tally,
  threshold,
  UNKNOWN,
} from "./judgment.ts";
import type { Chronicle } from "./knowledge.ts";
import { twoValued } from "./life-cycles.ts";
import type { Moment } from "./moment.ts";

/** What a plain evaluation needs beside the form. */
export interface ReferenceBasis {
  readonly frame: Frame;
  readonly chronicle: Chronicle;
  readonly moment: Moment;
  /** Whether a clause stands breached at the moment: its life cycle says, not its evidence. */
  readonly isBreached: (clause: Id) => boolean;
}

/**
 * Judges a form from scratch, with nothing kept between calls: the evaluator that is obviously
 * right, against which the compiled ones are held (semantics, section 6).
 */
export function judgeFromScratch(form: Form, basis: ReferenceBasis): Packed {
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

/**
 * How often a cycle is gone through before it is given up as unknown. A cycle only gains
 * information, a few bits a clause, so it settles long before; one through an exception need not,
 * which is why such a text is refused, and why here it verifies nothing.
 */
export const MOST_ROUNDS = 256;

function judge(form: Form, basis: ReferenceBasis, clauses: Map<string, Packed>): Packed {
  const { frame, chronicle, moment } = basis;
  switch (form.kind) {
    case "atom": {
      const postings = postingsOf(form.atom, chronicle, frame.vocabulary);
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

/**
 * Whether a domain is closed. Members of a group, and whatever is only known by being reported,
 * are all that there are; places are closed by the text that says "declared", or by coverage.
 */
export function closureOf(domain: Domain, coverage: Packed | null): Closure {
  if (domain.kind !== "places") return coverage ?? "closed";
  if (domain.declaredOnly) return coverage ?? "declared";
  return coverage ?? "never";
}
