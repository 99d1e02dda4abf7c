import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { MeasuredCase } from "./measure.ts";
import { SHAPES, type Shape } from "./shapes.ts";

/** How the bench of cases is run. */
export interface CaseBenchOptions {
  readonly json: boolean;
  readonly quick: boolean;
  /** One shape alone; all where it is `null`. */
  readonly shape: Shape | null;
  /** So many reports, in place of the sizes of each shape. */
  readonly size: number | null;
  /** Given each line of the table, or of JSON, as soon as it is measured. */
  readonly print: (line: string) => void;
}

/** A case as measured in a process of its own. */
export interface CaseRow extends MeasuredCase {
  /** The most memory that the process held, in MiB. */
  readonly memory: number;
}

/** C1 and C5: generated cases of every shape, judged as a user has them judged. */
export async function benchCases(options: CaseBenchOptions): Promise<void> {
  const { json, quick, shape, print } = options;
  if (!json) print(HEAD);
  for (const one of shape === null ? SHAPES : [shape]) {
    for (const size of options.size === null ? sizesOf(one, quick) : [options.size]) {
      const row = await measured(one, size);
      print(json ? JSON.stringify(row) : lineOf(row));
    }
  }
}

/** The sizes of each shape: those of C1, and what C5 names. */
function sizesOf(shape: Shape, quick: boolean): readonly number[] {
  if (quick) return [300];
  if (shape === "found") return [1_000, 5_000, 10_000];
  if (shape === "weak") return [300, 1_000, 10_000, 100_000];
  return shape === "one" ? [1_000, 10_000, 100_000, 200_000] : [1_000, 10_000, 100_000];
}

async function measured(shape: Shape, size: number): Promise<CaseRow> {
  const row = fileURLToPath(new URL("row.ts", import.meta.url));
  const args = [row, shape, `${size}`, `${Math.min(size, WARM_UP)}`];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as CaseRow;
}

/** Reports of the case that a process judges first, and does not count. */
const WARM_UP = 2_000;

const HEAD = `${"case".padEnd(18)}${[
  "parse",
  "read",
  "assess",
  "1 back",
  "1% back",
  "read x",
  "judge x",
  "MiB",
  "settled",
]
  .map((one) => one.padStart(9))
  .join("")}   (ms; x: times parse)`;

function lineOf(row: CaseRow): string {
  const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
  const cells = [
    ms(row.parse),
    ms(row.read),
    ms(row.assess),
    ms(row.oneBack),
    ms(row.hundredthBack),
    (row.read / row.parse).toFixed(1),
    (row.assess / row.parse).toFixed(1),
    `${row.memory}`,
    `${row.settled}`,
  ];
  return `${row.name.padEnd(18)}${cells.map((one) => one.padStart(9)).join("")}`;
}
