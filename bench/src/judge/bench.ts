import { benchGrowth } from "./growth.ts";
import { benchLookBack } from "./lookback.ts";
import type { Disagreement } from "./measure.ts";
import { reportOf, tableOf } from "./report.ts";
import type { Row } from "./row.ts";
import { benchWorkload } from "./work.ts";
import { workloads } from "./workload.ts";

/** How the judge's bench is run. */
export interface BenchOptions {
  readonly json: boolean;
  readonly quick: boolean;
  /** Told what is measured next. */
  readonly progress: (what: string) => void;
}

/** Runs the judge's bench and gives its report as text. */
export async function benchJudge({ json, quick, progress }: BenchOptions): Promise<string> {
  const rows: Row[] = [];
  const wrong: Disagreement[] = [];
  const rounds = quick ? { ours: 2, peers: 1 } : { ours: 7, peers: 3 };
  for (const workload of workloads(quick)) {
    progress(`${workload.id}: ${workload.title}`);
    const measured = await benchWorkload(workload, rounds);
    rows.push(...measured.rows);
    wrong.push(...measured.wrong);
  }
  progress("P3: as of and known at");
  rows.push(...(await benchLookBack(quick)));
  progress("P6: growth");
  rows.push(...benchGrowth(quick));
  const report = reportOf(rows, wrong);
  return json ? `${JSON.stringify(report, null, 2)}\n` : tableOf(report);
}
