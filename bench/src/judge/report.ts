import { cpus } from "node:os";
import { packageVersion, programVersion } from "./installed.ts";
import type { Disagreement } from "./measure.ts";
import type { Row } from "./row.ts";

/** What a report says of where it was made. */
export interface MachineNote {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly platform: string;
}

/** The whole report, as `--json` prints it. */
export interface Report {
  readonly machine: MachineNote;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
  readonly wrong: readonly string[];
}

/** Puts a report together. */
export function reportOf(rows: readonly Row[], wrong: readonly Disagreement[]): Report {
  const processors = cpus();
  return {
    machine: {
      cpu: processors[0]?.model ?? "unknown",
      cores: processors.length,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
    },
    versions: {
      "@tanstack/db-ivm": packageVersion("@tanstack/db-ivm"),
      "json-rules-engine": packageVersion("json-rules-engine"),
      "SWI-Prolog": programVersion("swipl", ["--version"], /version (\S+)/) ?? "not installed",
      CLIPS: programVersion("clips", [], /CLIPS \((\S+)/, "(exit)\n") ?? "not installed",
    },
    rows,
    wrong: wrong.map(
      ({ contender, got, expected }) =>
        `${contender.name}: ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`,
    ),
  };
}

/** The report as one table of text. */
export function tableOf({ machine, versions, rows, wrong }: Report): string {
  const cells = rows.map((row) => [
    row.id,
    row.name,
    row.rate === null ? "–" : `${figure(row.rate)} ${row.unit}`,
    ratio(row.ratioToLimit),
    row.ratioToBestPeer === null ? "" : `${ratio(row.ratioToBestPeer)} × ${row.bestPeer}`,
    row.note,
  ]);
  const head = ["row", "what", "rate", "of limit", "of best peer", "note"];
  const widths = head.map((title, at) =>
    Math.max(title.length, ...cells.map((row) => (row[at] as string).length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] as number))
      .join("  ")
      .trimEnd();
  const about = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.platform}, node ${machine.node}`,
    about.join(", "),
    "",
    line(head),
    line(widths.map((width) => "─".repeat(width))),
    ...cells.map(line),
    ...wrong.map((text) => `NOT PRINTED, differs from the oracle: ${text}`),
    "",
  ].join("\n");
}

function figure(rate: number): string {
  return rate >= 100 ? Math.round(rate).toLocaleString("en") : rate.toPrecision(3);
}

function ratio(value: number | null): string {
  return value === null ? "" : value.toPrecision(3);
}
