import { openVerdicts, position, zone } from "@proviso/core";
import { parseTexts } from "@proviso/language";
import { readRecord } from "@proviso/record/entries";
import type { BenchOptions } from "../engine/bench.ts";
import { type GeneratedCase, generateCase, SHAPES, type Shape } from "./shapes.ts";

/** What a case cost, each in milliseconds on the processor. */
export interface CaseRow {
  readonly name: string;
  readonly lines: number;
  /** `JSON.parse` of every line and nothing else: the limit. */
  readonly parse: number;
  /** Reading and checking the record. */
  readonly read: number;
  /** Opening the judge and assessing with all that is known. */
  readonly assess: number;
  /** Assessing as known one entry earlier, and one in a hundred earlier. */
  readonly oneBack: number;
  readonly hundredthBack: number;
  /** How many clauses are verified or contradicted: so that something was judged. */
  readonly settled: number;
}

/** The sizes of each shape: those of C1, and what C5 names. */
function sizesOf(shape: Shape, quick: boolean): readonly number[] {
  if (quick) return [300];
  if (shape === "found") return [5_000];
  if (shape === "weak") return [300, 1_000, 10_000, 100_000];
  return shape === "one" ? [1_000, 10_000, 100_000, 200_000] : [1_000, 10_000, 100_000];
}

/** C1 and C5: generated cases of every shape, judged as a user has them judged. */
export function benchCases({ json, quick, progress }: BenchOptions): string {
  const rows = SHAPES.flatMap((shape) =>
    sizesOf(shape, quick).map((size) => {
      progress(`${shape} ${size}`);
      return measureCase(generateCase(shape, size));
    }),
  );
  return json ? `${JSON.stringify({ rows }, null, 2)}\n` : tableOf(rows);
}

/** Measures one case, once: the first of a shape also warms up the next. */
export function measureCase({ name, agreement, lines }: GeneratedCase): CaseRow {
  const parsed = parseTexts([{ file: "agreement.proviso", source: agreement }]);
  const source = `${lines.join("\n")}\n`;
  const clock = zone("UTC");
  if (clock === null) throw new Error("This runtime knows no time zones.");
  const parse = timed(() => lines.map((line) => JSON.parse(line) as unknown)).took;
  const read = timed(() => readRecord(source, "record.jsonl", clock));
  const faults = [...parsed.diagnostics, ...read.value.diagnostics];
  const wrong = faults.find(({ severity }) => severity === "error");
  if (wrong !== undefined) throw new Error(`${name}: ${JSON.stringify(wrong)}`);
  const { entries } = read.value;
  const asOf = entries.reduce((latest, { known }) => (known > latest ? known : latest), 0);
  const at = (known: number) =>
    ({ asOf, knownAt: position(known), reading: null, under: null }) as Parameters<
      ReturnType<typeof openVerdicts>["assess"]
    >[0];
  const opened = timed(() => {
    const verdicts = openVerdicts({ texts: parsed.texts, entries });
    return { verdicts, assessment: verdicts.assess(at(entries.length)) };
  });
  const { verdicts, assessment } = opened.value;
  return {
    name,
    lines: lines.length,
    parse,
    read: read.took,
    assess: opened.took,
    oneBack: timed(() => verdicts.assess(at(entries.length - 1))).took,
    hundredthBack: timed(() => verdicts.assess(at(Math.floor(entries.length * 0.99)))).took,
    settled: assessment.undertakings.filter(({ value }) => value !== "unverified").length,
  };
}

function timed<T>(run: () => T): { readonly value: T; readonly took: number } {
  // Time on the processor, so that what else the machine does is not measured.
  const began = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(began);
  return { value, took: (user + system) / 1000 };
}

function tableOf(rows: readonly CaseRow[]): string {
  const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0).padStart(8);
  const head = `${"case".padEnd(18)}${"parse".padStart(8)}${"read".padStart(8)}${"assess".padStart(8)}`;
  const cells = rows.map(
    (row) =>
      `${row.name.padEnd(18)}${ms(row.parse)}${ms(row.read)}${ms(row.assess)}${ms(row.oneBack)}` +
      `${ms(row.hundredthBack)}${((row.read + row.assess) / row.parse).toFixed(1).padStart(8)}` +
      `${`${row.settled}`.padStart(9)}`,
  );
  const rest = `${"1 back".padStart(8)}${"1 % back".padStart(9)}${"x parse".padStart(8)}`;
  return `${[`${head}${rest}${"settled".padStart(9)}   (ms)`, ...cells].join("\n")}\n`;
}
