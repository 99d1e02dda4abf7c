import type { FormatProblem } from "../table/problem.ts";
import { compareEditions, type EditionComparison, NO_EDITION, type RowChange } from "./compare.ts";
import type { Edition, RegisterRow } from "./edition.ts";
import type { RegisterMapping } from "./mapping.ts";
import { matchRows } from "./match.ts";
import { fillTemplate, type ObservationBody, saysSo } from "./observe.ts";

/** An edition that is to be put on the record, as the file that it came in. */
export interface EditionFile {
  readonly register: string;
  /** Within the case: `registers/outbound/<sha256>.csv`. */
  readonly file: string;
  readonly sha256: string;
  /** SHA-256 of the mapping. */
  readonly mapping: string;
  /** The day that its publisher gives it, or that the caller does; `null` where nobody does. */
  readonly date: string | null;
  /** The day on which it came: what `{edition}` is where there is no other. */
  readonly came: string;
}

/** An entry as it would be recorded, without when it was known. */
export type PlannedEntry = ObservationBody & { readonly id: string; readonly kind: string };

/** What an edition would put on the record. */
export interface EditionPlan {
  readonly comparison: EditionComparison;
  /** In the order in which they are recorded; each names only what stands before it. */
  readonly entries: readonly PlannedEntry[];
  /** What keeps rows from being observations; with any of them nothing is recorded. */
  readonly problems: readonly FormatProblem[];
  /** The observations that rest on a row of the edition before. */
  readonly standing: (before: RegisterRow) => readonly string[];
}

/**
 * Plans what a new edition puts on the record: the edition, what each added or changed row says, and
 * an entry for each change against the edition before. Nothing that is there is altered.
 *
 * @param before - every edition so far, the first one first.
 * @param isRecorded - whether an entry of an id is on the record.
 */
export function planEdition(
  mapping: RegisterMapping,
  before: readonly Edition[],
  next: Edition,
  file: EditionFile,
  isRecorded: (id: string) => boolean,
): EditionPlan {
  const last = before.at(-1) ?? NO_EDITION;
  const comparison = compareEditions(last, next, mapping);
  const number = before.length + 1;
  const planning: Planning = {
    mapping,
    register: file.register,
    number,
    words: file.date ?? file.came,
    said: whatRowsSaid(file.register, before, mapping, isRecorded),
    entries: [],
    problems: [],
  };
  const { entries, problems, register } = planning;
  entries.push({
    v: 1,
    id: `${register}-${number}`,
    kind: "register-edition",
    register,
    ...(file.date === null ? {} : { date: file.date }),
    file: file.file,
    sha256: file.sha256,
    mapping: file.mapping,
    rows: next.rows.length,
  });
  const spoken = new Map<RegisterRow, readonly string[]>();
  const origin = new Map(comparison.matching.pairs.map((pair) => [pair.after, pair.before]));
  for (const row of next.rows) {
    const from = origin.get(row);
    const { rows, gone } = planning.said;
    const said = from === undefined ? gone.get(heldBy(row, mapping)) : rows.get(from);
    spoken.set(row, planRow(planning, row, said ?? null));
  }
  // What the first edition holds is no change: the edition stands for it.
  if (number > 1) planChanges(planning, comparison, spoken);
  const standing = (row: RegisterRow) => standingOf(planning, row);
  return { comparison, entries, problems, standing };
}

interface Planning {
  readonly mapping: RegisterMapping;
  readonly register: string;
  readonly number: number;
  /** What stands for `{edition}`. */
  readonly words: string;
  readonly said: Spoken;
  readonly entries: PlannedEntry[];
  readonly problems: FormatProblem[];
}

/** The id under which a row of an edition says what a template says. */
function idOf(register: string, edition: number, row: number, template: number): string {
  return `${register}-${edition}-r${row}${template === 0 ? "" : `-${template + 1}`}`;
}

/** What a row said, and which row that was. */
interface Said {
  readonly row: RegisterRow;
  /** The id of an observation a template, or `null`. */
  readonly ids: readonly (string | null)[];
}

/** What is known of the rows of a register after its editions so far. */
interface Spoken {
  readonly rows: ReadonlyMap<RegisterRow, Said>;
  /** Rows that were dropped, by what they held; they may come back. */
  readonly gone: ReadonlyMap<string, Said>;
}

/**
 * Which observation stands for each row of the last edition: its own, or that of the row which it
 * was in an edition before. What a row said that was dropped stands too, and is found again where
 * the row comes back as it was.
 */
function whatRowsSaid(
  register: string,
  editions: readonly Edition[],
  mapping: RegisterMapping,
  isRecorded: (id: string) => boolean,
): Spoken {
  const gone = new Map<string, Said>();
  let said = new Map<RegisterRow, Said>();
  let before: Edition = NO_EDITION;
  for (const [at, edition] of editions.entries()) {
    const { pairs, dropped } = matchRows(before.rows, edition.rows, mapping);
    const origin = new Map(pairs.map((pair) => [pair.after, pair.before] as const));
    for (const row of dropped) keepGone(gone, said.get(row), mapping);
    const next = new Map<RegisterRow, Said>();
    for (const row of edition.rows) {
      const from = origin.get(row);
      const inherited = from === undefined ? gone.get(heldBy(row, mapping)) : said.get(from);
      const ids = mapping.observations.map((_, template) => {
        const id = idOf(register, at + 1, row.row, template);
        return isRecorded(id) ? id : (inherited?.ids[template] ?? null);
      });
      next.set(row, { row, ids });
    }
    said = next;
    before = edition;
  }
  return { rows: said, gone };
}

function keepGone(gone: Map<string, Said>, said: Said | undefined, mapping: RegisterMapping): void {
  if (said !== undefined) gone.set(heldBy(said.row, mapping), said);
}

/** What a row holds, its number left out. */
function heldBy({ values }: RegisterRow, { number }: RegisterMapping): string {
  return JSON.stringify(values.filter((_, at) => at !== number));
}

/** Plans what a row says; ids of the observations that stand for it afterwards. */
function planRow(planning: Planning, row: RegisterRow, said: Said | null): readonly string[] {
  const { mapping, register, number, entries, problems } = planning;
  const words = { row: String(row.row), edition: planning.words };
  return mapping.observations.flatMap((template, at): readonly string[] => {
    const standing = said?.ids[at] ?? null;
    if (!saysSo(row, template)) return standing === null ? [] : [standing];
    const body = fillTemplate(template, row, mapping, words, problems);
    if (standing !== null && said !== null && saysSo(said.row, template)) {
      // Under the same words for row and edition, what differs is what the row says.
      const earlier = fillTemplate(template, said.row, mapping, words, []);
      if (JSON.stringify(earlier) === JSON.stringify(body)) return [standing];
    }
    const id = idOf(register, number, row.row, at);
    entries.push({ v: 1, id, kind: "observation", ...body });
    if (standing !== null) {
      const reason = `The register ${register} changed the row, in its edition ${planning.words}.`;
      entries.push({ v: 1, id: `${id}-s`, kind: "supersession", of: standing, by: id, reason });
    }
    return [id];
  });
}

function planChanges(
  planning: Planning,
  { changes, flags, matching }: EditionComparison,
  spoken: ReadonlyMap<RegisterRow, readonly string[]>,
): void {
  const { entries, register, number } = planning;
  const origin = new Map(matching.pairs.map((pair) => [pair.after.row, pair.before] as const));
  const rows = new Map([...spoken.keys()].map((row) => [row.row, row] as const));
  const ofFlags = flags.flatMap((flag): readonly FoundChange[] => {
    const after = rows.get(flag.row);
    if (!flag.isNew || after === undefined) return [];
    const before = origin.get(flag.row) ?? null;
    return [{ kind: "invalid-identifier", before, after, fields: [flag.field] }];
  });
  for (const [at, { kind, before, after, fields }] of [...changes, ...ofFlags].entries()) {
    const ids = after === null ? standingOf(planning, before) : spoken.get(after);
    entries.push({
      v: 1,
      id: `${register}-${number}-c${at + 1}`,
      kind: "register-change",
      register,
      edition: `${register}-${number}`,
      change: kind,
      ...(before === null ? {} : { rowBefore: before.row }),
      ...(after === null ? {} : { row: after.row }),
      ...(fields.length === 0 ? {} : { columns: fields }),
      ...(before === null ? {} : { before: rowJson(before, planning.mapping) }),
      ...(after === null ? {} : { after: rowJson(after, planning.mapping) }),
      ...(ids === undefined || ids.length === 0 ? {} : { about: ids }),
    });
  }
}

interface FoundChange extends Pick<RowChange, "before" | "after" | "fields"> {
  readonly kind: RowChange["kind"] | "invalid-identifier";
}

/** The observations that rest on a row of the edition before. */
function standingOf({ said }: Planning, row: RegisterRow | null): readonly string[] {
  const ids = row === null ? [] : (said.rows.get(row)?.ids ?? []);
  return ids.filter((id) => id !== null);
}

/** A row as an object: field → value. */
export function rowJson(
  { values }: RegisterRow,
  { columns }: Pick<RegisterMapping, "columns">,
): Readonly<Record<string, string | number | null>> {
  return Object.fromEntries(columns.map(({ field }, at) => [field, values[at] ?? null]));
}
