/** One place where the repository departs from its own rules. */
export type Problem = {
  /** The rule's name, as in the table of `rules.ts` and in the allow-list. */
  readonly rule: string;
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  /** From 1; 1 where the whole file is meant. */
  readonly line: number;
  /** What is wrong, and what to do instead. */
  readonly message: string;
};
