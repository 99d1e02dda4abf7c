import type { Stage } from "../evidence/index.ts";

/**
 * What stands at a stage for now, and moves on: a later count of the same place replaces an
 * earlier one. The other stages are passed once: what was counted there has been there for good.
 */
const STOCK: ReadonlySet<Stage> = new Set(["in-place", "dismantled", "crated", "loaded"]);

/** The way out, in order. Destruction in place is off it. */
const WAY: readonly Stage[] = [
  "in-place",
  "dismantled",
  "crated",
  "loaded",
  "departed",
  "counted-aboard",
  "returned",
  "destroyed",
];

/** Whether a count at a stage says how many stand there, not how many have passed. */
export function isStock(stage: Stage): boolean {
  return STOCK.has(stage);
}

/** The stages from which a thing may have come to one, the nearest first. */
export function before(stage: Stage): readonly Stage[] {
  if (stage === "destroyed-in-place") return ["crated", "dismantled", "in-place"];
  return WAY.slice(0, Math.max(0, WAY.indexOf(stage))).reverse();
}

/** The stages that are passed for good on the way from one to another; `null` for from anywhere. */
export function passedBetween(from: Stage | null, to: Stage): readonly Stage[] {
  const start = from === null ? -1 : WAY.indexOf(from);
  return WAY.slice(start + 1, Math.max(0, WAY.indexOf(to))).filter((stage) => !isStock(stage));
}

/** The term of the balance that a stage belongs to. */
export type Term = "inPlace" | "inTransit" | "countedOut" | "destroyed";

/** Which term of the balance each stage belongs to; what is declared is nowhere yet. */
export const TERM_OF: Readonly<Record<Exclude<Stage, "declared">, Term>> = {
  "in-place": "inPlace",
  dismantled: "inPlace",
  crated: "inPlace",
  loaded: "inTransit",
  departed: "inTransit",
  "counted-aboard": "countedOut",
  returned: "countedOut",
  destroyed: "destroyed",
  "destroyed-in-place": "destroyed",
};
