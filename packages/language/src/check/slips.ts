import { STAGES } from "@proviso/core";
import { type AstNode, AstUtils } from "langium";
import type * as ast from "../generated/ast.ts";
import { placeOf } from "../grammar/parse.ts";
import type { TextUnit } from "../link/units.ts";
import { CLAUSE_STATES, VERIFICATION_ACTS } from "../map/status.ts";
import { placeOfWord } from "../map/values.ts";
import type { Report, TextDiagnostic } from "./diagnostic.ts";
import { distanceOf } from "./suggest.ts";

/** What a word that nothing declares stands for, as a diagnostic says it. */
type Sort = "activity" | "reason" | "kind of place" | "matter of an assessment";

/** A word that nothing declares, where it was written. */
interface Written {
  readonly sort: Sort;
  readonly word: string;
  readonly node: AstNode;
  readonly property: string;
  readonly index: number;
  readonly file: string;
}

// With more different words than these, each is not held against each.
const MOST_WORDS = 2_000;
const SHORTEST = 5;
const LONG = 8;

/** The words of the language that stand where an activity does. */
const KNOWN: readonly string[] = [
  ...STAGES,
  ...VERIFICATION_ACTS,
  ...CLAUSE_STATES,
  ...["complete", "completed", "ongoing", "continuing", "ceased"],
];

/**
 * Tells of words that nothing declares, that are used once, and that are nearly another word of the
 * same sort: nobody declares an activity, so that nothing else would find one that is misspelt.
 *
 * @param told - what was told already, of which nothing is told again.
 */
export function checkSlips(
  units: readonly TextUnit[],
  told: readonly TextDiagnostic[],
  report: Report,
): void {
  const written = units.flatMap(writtenIn);
  const counts = new Map<string, number>();
  for (const { sort, word } of written) {
    counts.set(`${sort} ${word}`, (counts.get(`${sort} ${word}`) ?? 0) + 1);
  }
  if (counts.size > MOST_WORDS) return;
  const seen: Written[] = [];
  for (const one of written) {
    const own = counts.get(`${one.sort} ${one.word}`) ?? 0;
    const isKnown = one.sort === "activity" && KNOWN.includes(one.word);
    if (own === 1 && !isKnown && !isTold(one, told))
      tell(one, nearOf(one, written, seen, counts), report);
    seen.push(one);
  }
}

/** Whether something was told of a word; of a deed, which may be a status, of all its sentence. */
function isTold(
  { file, node, property, index }: Written,
  told: readonly TextDiagnostic[],
): boolean {
  const isDeed = property === "deed";
  const { line, column, endLine, endColumn } = isDeed
    ? placeOf(file, node)
    : placeOfWord(file, node, property, index);
  return told.some(
    (one) =>
      one.file === file &&
      (one.line > line || (one.line === line && one.column >= column)) &&
      (one.line < endLine || (one.line === endLine && one.column < endColumn)),
  );
}

/** What a word is nearly: another that is used more, or one of two that are used once each. */
function nearOf(
  { sort, word }: Written,
  written: readonly Written[],
  earlier: readonly Written[],
  counts: ReadonlyMap<string, number>,
): string | null {
  const own = (other: Written) => other.sort === sort;
  const words = written.filter(own).map((other) => other.word);
  const candidates = [...(sort === "activity" ? KNOWN : []), ...words];
  let near: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const other of candidates) {
    const slips = other === word ? least : slipsBetween(word, other);
    if (slips >= least) continue;
    near = other;
    least = slips;
  }
  // Of two that are used once each the later is told of.
  const isLater =
    near !== null &&
    !KNOWN.includes(near) &&
    counts.get(`${sort} ${near}`) === 1 &&
    !earlier.some((other) => own(other) && other.word === near);
  return isLater ? null : near;
}

/** How many letters differ, where so few do that one may be a slip for the other. */
function slipsBetween(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  const most = shorter < SHORTEST ? 0 : shorter < LONG ? 1 : 2;
  if (Math.abs(one.length - other.length) > most) return Number.POSITIVE_INFINITY;
  const slips = distanceOf(one.toLowerCase(), other.toLowerCase());
  return slips > most ? Number.POSITIVE_INFINITY : slips;
}

function tell(
  { sort, word, node, property, index, file }: Written,
  near: string | null,
  report: Report,
): void {
  if (near === null) return;
  report(
    "near-word",
    placeOfWord(file, node, property, index),
    `\`${word}\` is nearly \`${near}\`, and is taken for another ${sort}.`,
    `Did you mean \`${near}\`? Nothing declares ${sort === "activity" ? "activities" : "such words"}, so that a slip would stay unseen.`,
    "warning",
  );
}

function writtenIn({ file, entries }: TextUnit): readonly Written[] {
  return entries.flatMap(({ node, sound }) =>
    sound && node !== null
      ? AstUtils.streamAst(node)
          .flatMap((one) => wordsOf(one as ast.ProvisoAstType[keyof ast.ProvisoAstType & string]))
          .map((word) => ({ ...word, file }))
          .toArray()
      : [],
  );
}

type Word = Omit<Written, "file">;

function wordsOf(node: ast.ProvisoAstType[keyof ast.ProvisoAstType & string]): readonly Word[] {
  const say = (sort: Sort, property: string, ...words: readonly (string | undefined)[]) =>
    words.flatMap((word, index) =>
      word === undefined ? [] : [{ sort, word, node, property, index }],
    );
  switch (node.$type) {
    case "ActivityPredicate":
    case "WorkPredicate":
    case "BegunWork":
    case "AccessPredicate":
      return say("activity", "activity", node.activity);
    case "WorkState":
      return say("activity", "word", node.word);
    case "DeedPredicate":
      return say("activity", "deed", node.deed);
    case "AssessmentPredicate":
      return say("matter of an assessment", "matter", node.matter);
    case "Reason":
      return say("reason", "word", node.word);
    case "PlaceDecl":
      return [
        {
          sort: "kind of place",
          word: node.placeKind.words.join(" "),
          node,
          property: "placeKind",
          index: 0,
        },
      ];
    default:
      return [];
  }
}
