import type { Observation } from "./observation.ts";

/**
 * Whom a question is asked for: the labels that they may see. `null` is whoever may see all, on
 * whose evidence alone decisions rest (semantics, sections 5 and 9; T1).
 */
export type Audience = readonly string[] | null;

/** Whether an observation may be shown to an audience: every one of its labels is theirs. */
export function isReleasable(
  observation: Pick<Observation, "labels">,
  audience: Audience,
): boolean {
  return audience === null || observation.labels.every((label) => audience.includes(label));
}

/** A name for an audience, the same whatever the order of its labels. */
export function audienceKey(audience: Audience): string {
  return audience === null ? "all" : JSON.stringify([...new Set(audience)].sort());
}
