/** Judging for tests: an edition, a record and a moment in, a judgment by the plain evaluator out. */
import type { AtomCondition, Condition, Edition, Entry } from "../src/agreement/index.ts";
import { vocabularyOf } from "../src/agreement/index.ts";
import { id, position } from "../src/evidence/index.ts";
import {
  type Atom,
  type AtomFinding,
  chronicleOf,
  evidenceFor,
  type Form,
  type Frame,
  findingOf,
  formOf,
  frameOf,
  type Judgment,
  unpack,
} from "../src/verdict/index.ts";
import { judgeFromScratch, postingsOf } from "./from-scratch.ts";
import { agreement, at, editionOf } from "./specimen.ts";

/** An edition of the cast alone. */
export const PLAIN: Edition = editionOf([agreement([])]);

/** Who owes what the tests' atoms ask: the Soviet Union, and whoever acts for it. */
export const SELF = [id("USSR"), id("Tass")];

const PLAIN_FRAME = frameOf(PLAIN);

/** The form of a condition that the Soviet Union owes. */
export function formFor(condition: Condition, frame: Frame = PLAIN_FRAME): Form {
  return formOf(condition, { clause: id("removal"), self: SELF, vocabulary: frame.vocabulary });
}

/** The judgment of a condition on a record, all of it known, by the plain evaluator. */
export function judgment(
  condition: Condition,
  entries: readonly Entry[],
  asOf = "1963-01-01",
  edition: Edition = PLAIN,
): Judgment {
  const frame = frameOf(edition);
  return unpack(
    judgeFromScratch(formFor(condition, frame), {
      frame,
      chronicle: chronicleOf(entries),
      moment: { asOf: at(asOf), knownAt: position(entries.length) },
      isBreached: () => false,
    }),
  );
}

/** What is found of one atom on a record, all of it known. */
export function finding(
  condition: AtomCondition,
  entries: readonly Entry[],
  asOf = "1963-01-01",
  negated = false,
): AtomFinding {
  const atom: Atom = {
    key: "specimen",
    predicate: condition.predicate,
    criterion: condition.criterion,
    negated,
    self: SELF,
    owing: SELF,
    clause: id("removal"),
    vocabulary: vocabularyOf(PLAIN),
  };
  const chronicle = chronicleOf(entries);
  const postings = postingsOf(atom, chronicle);
  return findingOf(
    atom,
    evidenceFor(atom, postings, chronicle, position(entries.length)),
    at(asOf),
  );
}
