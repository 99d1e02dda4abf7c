import { FULL_CONTENDERS, isInstalled, TWO_VALUED_CONTENDERS } from "./contenders.ts";
import { type Disagreement, type Measured, measure, type Rounds } from "./measure.ts";
import { missingRow, type Row, rowsOf } from "./row.ts";
import type { Workload } from "./workload.ts";

/** P1 and P2 on one workload: the two-valued work of all, then the full work of the engine. */
export async function benchWorkload(
  workload: Workload,
  rounds: Rounds,
): Promise<{ readonly rows: readonly Row[]; readonly wrong: readonly Disagreement[] }> {
  const contenders = TWO_VALUED_CONTENDERS.filter(isInstalled);
  const missing = TWO_VALUED_CONTENDERS.filter((one) => !isInstalled(one)).map((one) =>
    missingRow(`P1.${workload.id}.${one.id}`, one.name, "not installed"),
  );
  const two = await measure(contenders, workload, rounds);
  const full = await measure(FULL_CONTENDERS, workload, { ...rounds, ours: rounds.peers });
  return {
    rows: [
      ...rowsOf("P1", workload, two.rows, "limit", two.rows),
      ...missing,
      ...fullRows(workload, full.rows, two.rows),
    ],
    wrong: [...two.wrong, ...full.wrong],
  };
}

/**
 * The full work against the same loop handed the same observations, where there is one; against
 * the loop of P1, which is handed numbers, in the note.
 */
function fullRows(
  workload: Workload,
  full: readonly Measured[],
  two: readonly Measured[],
): readonly Row[] {
  const fed = full.some(({ contender }) => contender.id === "limit-observations");
  const rows = rowsOf("P2", workload, full, fed ? "limit-observations" : "limit", two);
  const bare = rowsOf("P2", workload, full, "limit", two);
  return rows
    .map((row, at) => {
      const ratio = bare[at]?.ratioToLimit?.toPrecision(2) ?? "–";
      return { ...row, note: `${row.note}; ${ratio} of the loop of P1, which is handed numbers` };
    })
    .filter(({ id }) => !id.endsWith(".limit"));
}
