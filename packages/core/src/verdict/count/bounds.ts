import type { CountBound } from "../../agreement/index.ts";
import type { Level } from "../../evidence/index.ts";

/** How well each way of standing to what is asked is shown. */
export interface Limits {
  readonly reached: () => Level;
  readonly exceeded: () => Level;
  readonly short: () => Level;
  readonly within: () => Level;
}

interface Sides {
  readonly is: (limits: Limits) => Level;
  readonly not: (limits: Limits) => Level;
}

/** What shows a bound, and what shows that it is not kept. */
export const BOUNDS: Readonly<Record<CountBound, Sides>> = {
  "at-least": { is: ({ reached }) => reached(), not: ({ short }) => short() },
  "at-most": { is: ({ within }) => within(), not: ({ exceeded }) => exceeded() },
  exactly: {
    is: ({ reached, within }) => Math.min(reached(), within()) as Level,
    not: ({ short, exceeded }) => Math.max(short(), exceeded()) as Level,
  },
};
