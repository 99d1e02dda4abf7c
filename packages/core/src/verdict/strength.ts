import { contentOf } from "../agreement/index.ts";
import {
  type EntryId,
  type Grade,
  type Observation,
  type Position,
  strengthMillionths,
} from "../evidence/index.ts";
import { type Chronicle, stands } from "./knowledge.ts";

/** The strength of an observation as known at a position, in millionths (semantics, section 3). */
export function strengthAt(
  observation: Observation,
  chronicle: Chronicle,
  knownAt: Position,
): number {
  return strengthMillionths(gradeAt(observation, chronicle, knownAt), lookedAt(observation));
}

/**
 * The grade that an observation has as known at a position: *confirmed by other sources* counts as
 * *probably true* unless an entry that stands, of another root, is named as what confirmed it.
 */
export function gradeAt(observation: Observation, chronicle: Chronicle, knownAt: Position): Grade {
  const { grade } = observation;
  if (grade.credibility !== 1) return grade;
  const own = chronicle.ends(observation);
  const confirms = (id: EntryId) => {
    const position = chronicle.positionOf.get(id);
    const other = chronicle.observation(id);
    if (other === undefined || position === undefined || position >= knownAt) return false;
    if (!stands(chronicle, id, knownAt)) return false;
    return chronicle.ends(other).every((root) => !own.includes(root));
  };
  return grade.confirmedBy?.some(confirms) === true ? grade : { ...grade, credibility: 2 };
}

/** For an absence, how much of the place was looked at (0 to 1); 1 for everything else. */
function lookedAt({ report }: Observation): number {
  const claim = contentOf(report);
  return claim?.kind === "presence" && claim.state === "absent" ? claim.coverage : 1;
}
