/** Canonical packages of evidence for tests: what an answer to *what would it take* asks for. */
import type { Claim, Observation } from "../src/evidence/index.ts";
import { id } from "../src/evidence/index.ts";
import { type Instant, instant } from "../src/time/index.ts";
import type { Atom } from "../src/verdict/index.ts";
import { observed } from "./specimen.ts";

/** Two reports, A2 and B2, of independent sources, made in the minute before an instant. */
export function packageFor(atom: Atom, until: Instant): readonly Observation[] {
  const claim = claimFor(atom);
  const seen = { from: instant(until - 60_000), to: until };
  return ["A2", "B2"].map((grade) =>
    observed(`${grade} ${atom.key}`, claim, {
      grade,
      valid: seen,
      known: until,
      method: atom.criterion.methods[0] ?? "aerial-photography",
      observers: [{ body: id("UN"), nationality: id("Sweden"), technical: false }],
    }),
  );
}

function claimFor({ predicate, negated }: Atom): Claim {
  switch (predicate.kind) {
    case "presence": {
      const present = (predicate.state === "present") !== negated;
      return {
        kind: "presence",
        subject: predicate.subject,
        place: predicate.place,
        state: present ? "present" : "absent",
        coverage: 1,
        placeKind: null,
        placeName: null,
      };
    }
    case "coverage":
      return { kind: "coverage", place: predicate.place, fraction: 1 };
    case "assessment":
      return {
        kind: "assessment",
        matter: predicate.matter,
        subject: predicate.subject,
        state: negated ? "not-so" : "so",
        low: null,
        high: null,
        from: [],
      };
    default:
      throw new RangeError(`No package for ${predicate.kind}.`);
  }
}
