import { openVerdicts, position, zone } from "@proviso/core";
import { parseTexts } from "@proviso/language";
import { readRecord } from "@proviso/record/entries";
import type { GeneratedCase } from "./shapes.ts";

/** What a case cost, each in milliseconds on the processor. */
export interface MeasuredCase {
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

/** Measures one case, once. */
export function measureCase({ name, agreement, lines }: GeneratedCase): MeasuredCase {
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
  const asOf = entries.reduce((latest, { known }) => Math.max(known, latest), 0);
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
