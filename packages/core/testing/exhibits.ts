/** Exhibits for the tests of weighing: a grade, a side, and only what the test speaks of. */
import { type Exhibit, strengthMillionths } from "../src/evidence/index.ts";
import { instant } from "../src/time/index.ts";
import { grade } from "./specimen.ts";

/** What a test says of an exhibit beside its grade and side. */
export type ExhibitFields = Partial<Exhibit> & { readonly from?: number; readonly to?: number };

/** An exhibit of its own source, seen at the instant 0. */
export function exhibit(
  graded: string,
  side: Exhibit["side"],
  position: number,
  fields: ExhibitFields = {},
): Exhibit {
  const { from = 0, to = from, ...rest } = fields;
  return {
    side,
    strength: strengthMillionths(grade(graded)),
    seen: { from: instant(from), to: instant(to) },
    group: `source-${position}`,
    derived: false,
    sole: false,
    position,
    ...rest,
  };
}

/**
 * Reads what analysts write of one side (`2×B2`, `A2+C2`, `100×E3`, `none`) into exhibits of
 * independent sources.
 */
export function exhibitsOf(
  written: string,
  side: Exhibit["side"],
  fields: ExhibitFields = {},
): readonly Exhibit[] {
  if (written === "none") return [];
  const first = side === "for" ? 0 : 1000;
  return written
    .split("+")
    .flatMap((part) => {
      const [count, graded] = part.includes("×") ? part.split("×") : ["1", part];
      return Array.from({ length: Number(count) }, () => graded!);
    })
    .map((graded, index) => exhibit(graded, side, first + index, fields));
}
