import type { Report } from "../check/diagnostic.ts";
import type { AgreementHead, AmendmentHead, ReadingHead } from "../generated/ast.ts";
import type { ParsedEntry, ParsedFile } from "../grammar/parse.ts";
import { type DeclaredName, namesOf } from "./symbols.ts";

/** The head of a text. */
export type Head = AgreementHead | ReadingHead | AmendmentHead;

/** One text of a case: a head and all that follows it in its file, up to the next head. */
export interface TextUnit {
  readonly file: string;
  readonly source: string;
  /** `null` where the file begins with none, or its head could not be read. */
  readonly head: Head | null;
  readonly headEntry: ParsedEntry | null;
  readonly entries: readonly ParsedEntry[];
  readonly names: readonly DeclaredName[];
}

const HEADS: readonly string[] = ["AgreementHead", "ReadingHead", "AmendmentHead"];
const HEAD_WORDS: readonly string[] = ["agreement", "reading", "amendment"];

/** Divides a file into its texts. */
export function unitsOf(parsed: ParsedFile, report: Report): readonly TextUnit[] {
  const { file, source, entries } = parsed;
  const starts = entries.flatMap((entry, index) => (isHead(entry) ? [index] : []));
  if (starts[0] !== 0) {
    const at = entries[0]?.at ?? { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
    if (entries.length > 0 || parsed.diagnostics.length === 0) {
      report(
        "missing-head",
        at,
        "The file does not say what it is.",
        'Begin it with `agreement ID "title"`, `reading ID of …` or `amendment ID of …`.',
      );
    }
    starts.unshift(0);
  }
  return starts.flatMap((start, i) => {
    const own = entries.slice(start, starts[i + 1]);
    const first = own[0];
    const headed = first !== undefined && isHead(first);
    const rest = headed ? own.slice(1) : own;
    if (own.length === 0) return [];
    return [
      {
        file,
        source,
        head: headed ? headOf(first) : null,
        headEntry: headed ? first : null,
        entries: rest,
        names: rest.flatMap((entry) => namesOf(file, entry)),
      },
    ];
  });
}

function isHead({ node, sound, tokens }: ParsedEntry): boolean {
  if (sound) return node !== null && HEADS.includes(node.$type);
  return HEAD_WORDS.includes(tokens[0]?.image ?? "");
}

function headOf({ node }: ParsedEntry): Head | null {
  return node !== null && HEADS.includes(node.$type) ? (node as Head) : null;
}
