/** Generated cases, the same for everyone: a text and the lines of a record, drawn from a seed. */
import { mulberry32 } from "../judge/workload.ts";

/** A case as its folder would hold it. */
export interface GeneratedCase {
  /** `spread 10000`. */
  readonly name: string;
  readonly agreement: string;
  readonly lines: readonly string[];
}

/** What the reports of a case are like. */
export type Shape =
  /** On 50 sites; nine of ten say that nothing is there. */
  | "spread"
  /** All on one site. */
  | "one"
  /** All on one site, and each of little weight. */
  | "weak"
  /** All grades; some late, of shared roots, derived or withdrawn. */
  | "mixed"
  /** All on one site, and each known 1 to 40 days after it was seen. */
  | "late"
  /** All on one site; every fifth draws several flights together. */
  | "compiled"
  /** Counts aboard ships, two of each voyage. */
  | "count"
  /** Counts of what stands at 20 places for now, which go stale. */
  | "stock"
  /** Counts of all that has left so far, each a little more. */
  | "whole"
  /** On 300 sites, all asked for by one "every declared site". */
  | "every"
  /** On 600 sites, with an undertaking each. */
  | "wide"
  /** Weak reports of one place that no text declares. */
  | "found";

/** All shapes. */
export const SHAPES: readonly Shape[] = [
  "spread",
  "one",
  "weak",
  "mixed",
  "late",
  "compiled",
  "count",
  "stock",
  "whole",
  "every",
  "wide",
  "found",
];

/** Draws a case of a shape, with so many reports. */
export function generateCase(shape: Shape, reports: number): GeneratedCase {
  const chance = mulberry32(reports + SHAPES.indexOf(shape));
  const sites = SITES[shape] ?? 1;
  const drawn: Drawn[] = [];
  for (let at = 0; at < reports; at += 1) drawn.push(draw(shape, at, sites, chance));
  drawn.sort((one, other) => one.known - other.known);
  const seen = isCount(shape)
    ? [...BASES, ...drawn.map((one) => countLine(shape, one))]
    : drawn.map(reportLine);
  const lines = shape === "mixed" ? withdrawing(seen, chance) : seen;
  return { name: `${shape} ${reports}`, agreement: agreementOf(shape, sites), lines };
}

type CountShape = "count" | "stock" | "whole";

function isCount(shape: Shape): shape is CountShape {
  return shape === "count" || shape === "stock" || shape === "whole";
}

const SITES: Partial<Record<Shape, number>> = {
  spread: 50,
  mixed: 50,
  stock: 20,
  every: 300,
  wide: 600,
};
const START = Date.UTC(2030, 0, 1);
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

interface Drawn {
  readonly at: number;
  readonly seen: number;
  readonly known: number;
  readonly place: string;
  readonly present: boolean;
  readonly grade: string;
  readonly lineage: readonly string[];
}

function draw(shape: Shape, at: number, sites: number, chance: () => number): Drawn {
  const pick = <T>(several: readonly T[]): T => several[Math.floor(chance() * several.length)] as T;
  const seen = START + at * 10 * MINUTE;
  const isLate = shape === "late" || (shape === "mixed" && chance() < 0.1);
  const delay = isLate ? Math.floor((1 + chance() * 39) * DAY) : 5 * MINUTE;
  return {
    at,
    seen,
    known: seen + delay,
    place: shape === "found" ? "meadow" : `site-${Math.floor(chance() * sites)}`,
    present: shape === "found" || chance() < 0.1,
    grade: pick(GRADES[shape] ?? ["A2", "B2"]),
    lineage: lineageOf(shape, at, chance),
  };
}

const GRADES: Partial<Record<Shape, readonly string[]>> = {
  weak: ["C3", "D2", "D3", "E3", "F6", "F3"],
  found: ["E3", "D4", "F5"],
  mixed: ["A1", "A2", "B2", "B3", "C2", "C3", "D3", "E4", "F6"],
  compiled: ["B2", "C2", "C3", "D2"],
};

function lineageOf(shape: Shape, at: number, chance: () => number): readonly string[] {
  if (shape === "compiled") {
    const flight = () => `flight-${Math.floor(chance() * 40)}`;
    if (at % 5 === 0) return [...new Set([flight(), flight(), flight()])];
    return at % 5 === 1 ? [flight()] : [];
  }
  if (shape !== "mixed") return [];
  const kind = chance();
  if (kind < 0.15) return [`mission-${Math.floor(chance() * 200)}`];
  return kind < 0.2 && at > 20 ? [`O-${Math.floor(chance() * at)}`] : [];
}

function reportLine(one: Drawn): string {
  const { at, place, present } = one;
  const kind = place === "meadow" ? { placeKind: "field", placeName: "the meadow" } : {};
  const state = present ? { state: "present" } : { state: "absent", coverage: 1 };
  const report = { kind: "presence", subject: "mines", place, ...kind, ...state };
  return line(`O-${at}`, one, report, "photo");
}

function countLine(shape: CountShape, one: Drawn): string {
  const report = { kind: "count", subject: "mines", ...countedBy[shape](one) };
  return line(`O-${one.at}`, one, report, "tally");
}

const countedBy: Readonly<Record<CountShape, (one: Drawn) => object>> = {
  count: ({ at }) => {
    const voyage = `${Math.floor(at / 2)}`;
    return { stage: "counted-aboard", number: 2, vessel: `Ship ${voyage}`, voyage };
  },
  stock: ({ at, place }) => ({ stage: "in-place", number: at % 7, place }),
  whole: ({ at }) => ({ stage: "departed", number: at, allDepartures: true }),
};

function line(
  id: string,
  { seen, known, grade, lineage }: Pick<Drawn, "seen" | "known" | "grade" | "lineage">,
  report: object,
  method: string,
): string {
  return JSON.stringify({
    v: 1,
    id,
    kind: "observation",
    known: new Date(known).toISOString().replace(":00.000Z", "Z"),
    valid: { at: new Date(seen).toISOString().replace(":00.000Z", "Z") },
    report,
    method,
    observers: [{ body: "Mission" }],
    source: { cite: `generated, ${id}`, ...(lineage.length > 0 ? { lineage } : {}) },
    grade: { reliability: grade[0], credibility: Number(grade[1]), by: "bench", why: "drawn" },
  });
}

/** What counts are held against: a declaration of the bearer, and an estimate. */
const BASES: readonly string[] = [
  line(
    "D-1",
    { seen: START, known: START, grade: "A2", lineage: [] },
    {
      kind: "statement",
      by: "Upland",
      stance: "declares",
      text: "declared",
      claim: { kind: "count", subject: "mines", stage: "declared", number: 1_000_000 },
    },
    "statement",
  ),
  line(
    "E-1",
    { seen: START, known: START, grade: "A2", lineage: [] },
    { kind: "assessment", matter: "estimate", subject: "mines", state: "so", low: 10, high: 20 },
    "tally",
  ),
];

/** Withdraws some, each a while after it was known. */
function withdrawing(lines: readonly string[], chance: () => number): readonly string[] {
  return lines.flatMap((text, at) => {
    if (chance() >= 0.01 || at < 50) return [text];
    const { known } = JSON.parse(text) as { readonly known: string };
    const back = JSON.parse(lines[at - 50] as string) as { readonly id: string };
    const taken = { v: 1, id: `W-${at}`, kind: "withdrawal", known, of: back.id, reason: "drawn" };
    return [text, JSON.stringify(taken)];
  });
}

function agreementOf(shape: Shape, sites: number): string {
  const places = Array.from({ length: sites }, (_, at) => `site-${at}`);
  const declared = places.map((one) => `place ${one} "${one}", a field in valley`);
  return `${[
    `agreement generated "A generated case"`,
    "time zone UTC",
    `in brief "Drawn from a seed."`,
    "",
    `party Upland "Upland"`,
    `party Lowland "Lowland"`,
    `body Mission "the Mission"`,
    `item mines "mines" counted each`,
    `area valley "the valley"`,
    ...declared,
    `methods photo "photograph from the air", tally "tally alongside"`,
    "",
    ...undertakingsOf(shape, places),
  ].join("\n")}\n`;
}

const COUNTED: Readonly<Record<CountShape, string>> = {
  count: "mines are counted aboard departing ships at least declared by tally",
  stock: "mines are counted as in-place at most 80 at valley by tally, seen within 14 days",
  whole: "mines are counted as departed at least 1000000 by tally",
};

function undertakingsOf(shape: Shape, places: readonly string[]): readonly string[] {
  const owed = (id: string, place: string) => [
    `undertaking ${id} "no mines in ${place}" by Upland to Lowland`,
    "  from 2030-01-01",
    `  that mines is absent from ${place}`,
    "",
  ];
  if (isCount(shape)) {
    return [...owed("removal", "valley"), `removal is verified when ${COUNTED[shape]}`];
  }
  if (shape === "every" || shape === "found") {
    const every = shape === "every" ? "every declared field" : "every field";
    const covered = shape === "every" ? "" : ", with 90 % of valley covered";
    const requirement = `mines are absent from ${every} by photo, seen within 14 days${covered}`;
    return [...owed("removal", "valley"), `removal is verified when ${requirement}`];
  }
  return places.flatMap((place, at) => [
    ...owed(`clear-${at}`, place),
    `clear-${at} is verified when mines are absent from ${place} by photo, seen within 14 days`,
    "",
  ]);
}
