import { sameBytes } from "../../log/index.ts";
import type { KeptRecord, ProjectedRow } from "../../store/store.ts";
import type { ProjectionSource } from "../kept/projection.ts";
import { type FsckFinding, REBUILD, wrongIn } from "./finding.ts";

/** The most rows that are named of one projection. */
const MOST_NAMED = 20;

/**
 * Holds the projections that are kept against what is computed from the record alone, as far as they
 * go. One that is not kept, or was computed by something else, is computed when it is asked for.
 */
export async function projectionFindings(
  record: KeptRecord,
  sources: readonly ProjectionSource[],
): Promise<readonly FsckFinding[]> {
  const findings: FsckFinding[] = [];
  for (const source of sources) {
    const kept = await record.projection(source.name);
    if (kept === null || !source.isOf(kept)) continue;
    const computed = await source.rows(record, kept.upTo);
    const wrong = differences(kept.rows, computed);
    findings.push(...wrong.slice(0, MOST_NAMED).map((what) => altered(source.name, what)));
    if (wrong.length > MOST_NAMED) {
      findings.push(altered(source.name, `${wrong.length - MOST_NAMED} more rows do not agree`));
    }
  }
  return findings;
}

function differences(
  kept: readonly ProjectedRow[],
  computed: readonly ProjectedRow[],
): readonly string[] {
  const there = new Map(kept.map(({ key, value }) => [key, value]));
  const wrong: string[] = [];
  for (const { key, value } of computed) {
    const found = there.get(key);
    there.delete(key);
    if (found === undefined) wrong.push(`the row ${key} is missing`);
    else if (!sameBytes(found, value))
      wrong.push(`the row ${key} is another than the record gives`);
  }
  return [...wrong, ...[...there.keys()].map((key) => `the record gives no row ${key}`)];
}

function altered(name: string, what: string): FsckFinding {
  const message = `In ${name}, ${what}.`;
  return wrongIn("projections", "projection-altered", message, { remedy: REBUILD });
}
