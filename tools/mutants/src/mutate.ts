/** A change of one line that a test should notice. */
export interface Mutant {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** What is written instead of what; each place in a line is a mutant of its own. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
  [/ === /g, " !== "],
  [/ !== /g, " === "],
  [/ >= /g, " > "],
  [/ <= /g, " < "],
  [/ > /g, " >= "],
  [/ < /g, " <= "],
  [/ && /g, " || "],
  [/ \|\| /g, " && "],
  [/ \+ (?!")/g, " - "],
  [/ - /g, " + "],
  [/ \+= /g, " -= "],
  [/ -= /g, " += "],
  [/\btrue\b/g, "false"],
  [/\bfalse\b/g, "true"],
  [/Math\.max\(/g, "Math.min("],
  [/Math\.min\(/g, "Math.max("],
  [/\b0\b/g, "1"],
  [/\b1\b/g, "0"],
  [/\?\? (?!null\b)/g, "&& "],
  [/\bawait /g, ""],
];

/** Whole statements that can be left out, and the names that a declaration needs stay. */
const STATEMENT =
  /^\s+(?:(?:await |void )?[\w.#?]+(?:\(|\.).*\);|(?:this\.)?[#\w.]+ (?:=|\+=|-=|\?\?=) .*;|if \(.*\) .*;|undo\.push.*|continue;|break;)$/;

/** Lines that say nothing at run time, or of which nothing can be said here. */
const SILENT = /^\s*(?:\*|\/\/|\/\*|import |export type |export interface |readonly |type |\}?$)/;

/** The mutants of a file, in the order of its lines. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const lines = text.split("\n");
  let isTypes = false;
  return lines.flatMap((before, at) => {
    // Types are taken away before anything runs.
    if (/^(?:export )?(?:interface|type) /.test(before)) isTypes = !/[;}]$/.test(before);
    const isSaid = !isTypes && !SILENT.test(before);
    if (isTypes && /^(?:\}.*|.*;)$/.test(before) && !/^\s/.test(before)) isTypes = false;
    if (!isSaid) return [];
    const changed = INSTEAD.flatMap(([what, instead]) =>
      [...before.matchAll(what)].map(({ 0: found, index }) => {
        return `${before.slice(0, index)}${instead}${before.slice(index + found.length)}`;
      }),
    );
    const left = STATEMENT.test(before) ? [...changed, ""] : changed;
    return left.map((after) => ({ file, line: at + 1, before, after }));
  });
}

/** Draws so many, the same ones for a seed, spread over all lines: each line at most once. */
export function draw(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  const byLine = Map.groupBy(mutants, ({ file, line }) => `${file}:${line}`);
  const random = seeded(seed);
  const one = (of: readonly Mutant[]) => of[Math.floor(random() * of.length)] as Mutant;
  const drawn = [...byLine.values()].map((of) => ({ mutant: one(of), rank: random() }));
  return drawn
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

/** Numbers between 0 and 1, always the same ones for a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
