import type { Problem } from "./problem.ts";
import type { Source, TextFile } from "./source.ts";

/** A departure as a rule reports it: the rule and the file are known to who asked. */
export type Finding = Pick<Problem, "line" | "message">;

/** A finding of a rule that looks at all files together. */
export type PlacedFinding = Finding & Pick<Problem, "path">;

/** A rule about one file at a time, or about how files stand to each other. */
export type Rule = {
  readonly name: string;
  /** Why the rule exists, in a sentence, for `--explain` and for who meets it. */
  readonly why: string;
} & (
  | { readonly on: "source"; check(source: Source): readonly Finding[] }
  | { readonly on: "text"; check(file: TextFile, paths: Paths): readonly Finding[] }
  | { readonly on: "repository"; check(files: readonly TextFile[]): readonly PlacedFinding[] }
);

/** What the repository holds beside the file under a rule's eyes. */
export type Paths = {
  /** Whether a path from the root is a file or a folder of the repository. */
  has(path: string): boolean;
  /** The text of a file of the repository; `undefined` for what is absent or not text. */
  read(path: string): string | undefined;
};
