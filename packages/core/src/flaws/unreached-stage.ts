import type { Predicate, Undertaking } from "../agreement/index.ts";
import { type Id, STAGES, type Stage } from "../evidence/index.ts";
import type { Frame } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { atomsWithin } from "./survey.ts";

/**
 * A stage of removal that an undertaking names and nothing verifies (T8). To verify a stage is to
 * verify those before it: what was counted aboard was dismantled, crated and loaded.
 */
export function unreachedStage(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause): readonly Flaw[] => {
    if (clause.kind !== "undertaking" || clause.content.kind !== "remove") return [];
    const condition = frame.conditionOf(clause.id);
    if (condition === null) return [];
    const reached = Math.max(
      -1,
      ...atomsWithin(condition).map(({ predicate }) => stageReached(predicate, clause, frame)),
    );
    const missing = clause.content.through.filter(
      (stage) => STAGES.indexOf(stage as Stage) > reached,
    );
    if (missing.length === 0) return [];
    const isOrAre = missing.length === 1 ? "is a stage" : "are stages";
    return [
      {
        code: "unreached-stage",
        on: clause.id,
        at: clause.at,
        message: `${missing.join(", ")} ${isOrAre} of ${clause.id} that nothing verifies.`,
        remedy: `Ask for a count at that stage in what verifies ${clause.id}, or leave it out.`,
      },
    ];
  });
}

/** How far along the stages an atom sees; -1 where it sees none. */
function stageReached(predicate: Predicate, { content }: Undertaking, frame: Frame): number {
  const { leaves } = frame.vocabulary;
  if (content.kind !== "remove") return -1;
  const concerns = (subject: Id) =>
    leaves(subject).some((leaf) => leaves(content.subject).includes(leaf));
  switch (predicate.kind) {
    case "count":
      return concerns(predicate.item) ? STAGES.indexOf(predicate.stage) : -1;
    case "activity": {
      const about = predicate.subject === null || concerns(predicate.subject);
      if (!about || predicate.state !== "complete") return -1;
      const stem = STEMS.find(([word]) => predicate.activity.startsWith(word));
      return stem === undefined ? -1 : STAGES.indexOf(stem[1]);
    }
    case "presence":
    case "identity":
    case "access":
    case "coverage":
    case "statement":
    case "assessment":
    case "open-term":
      return -1;
  }
}

// The words by which work on an item is named, by what the item has become when it is complete.
const STEMS: readonly (readonly [string, Stage])[] = [
  ["dismantl", "dismantled"],
  ["crat", "crated"],
  ["load", "loaded"],
  ["depart", "departed"],
  ["return", "returned"],
  ["destr", "destroyed-in-place"],
];
