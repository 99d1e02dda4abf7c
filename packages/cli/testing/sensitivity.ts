import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import {
  CREDIBILITIES,
  type Entry,
  type EntryId,
  type Explanation,
  formatGrade,
  type Grade,
  type Id,
  type Inquiry,
  type Judge,
  type Observation,
  openJudge,
  RELIABILITIES,
  type Text,
} from "@proviso/core";

/** A case to be judged again and again. */
export interface Contents {
  readonly texts: readonly Text[];
  readonly entries: readonly Entry[];
}

/** A finding whose dependence on single grades is asked for. */
export interface Watched {
  readonly clause: Id;
  /** How a reader is told of its moment. */
  readonly when: string;
  /** The question, for a record that may differ in grades but in nothing else. */
  readonly inquiry: (judge: Judge) => Inquiry;
}

/** One grade that, one step off, would move a finding. */
export interface Move {
  readonly entry: EntryId;
  readonly graded: string;
  readonly steppedTo: string;
  readonly finding: string;
}

/** How a finding stands, how many grades bear on it, and which single steps would move it. */
export interface Sensitivity {
  readonly clause: Id;
  readonly when: string;
  readonly finding: string;
  readonly tried: number;
  readonly moves: readonly Move[];
}

/** The grades that differ from one by a single step of one half of the pair. */
export function oneStepOff({ reliability, credibility }: Grade): readonly Grade[] {
  // F and 6 say "cannot be judged": they are no steps of the scale, and are not stepped to.
  const letters = RELIABILITIES.filter((one) => one !== "F");
  const digits = CREDIBILITIES.filter((one) => one !== 6);
  return [
    ...beside(letters, reliability).map((one) => ({ reliability: one, credibility })),
    ...beside(digits, credibility).map((one) => ({ reliability, credibility: one })),
  ];
}

function beside<Step>(scale: readonly Step[], step: Step): readonly Step[] {
  const at = scale.indexOf(step);
  return at < 0 ? [] : scale.filter((_, index) => Math.abs(index - at) === 1);
}

/** Judges a finding again for every grade that bears on it, each a step off, and one at a time. */
export function sensitivityOf(contents: Contents, watched: Watched): Sensitivity {
  const judge = openJudge(contents);
  const inquiry = watched.inquiry(judge);
  const finding = findingOf(judge, inquiry, watched.clause);
  const bearing = bearingOn(judge, inquiry, watched.clause);
  const moves = contents.entries.flatMap((entry, index) => {
    if (entry.kind !== "observation" || !bearing.has(entry.id)) return [];
    return oneStepOff(entry.grade).flatMap((grade) => {
      const stepped: Observation = { ...entry, grade };
      const again = openJudge({ ...contents, entries: contents.entries.with(index, stepped) });
      const moved = findingOf(again, watched.inquiry(again), watched.clause);
      if (moved === finding) return [];
      const steppedTo = formatGrade(grade);
      return [{ entry: entry.id, graded: formatGrade(entry.grade), steppedTo, finding: moved }];
    });
  });
  const { clause, when } = watched;
  return { clause, when, finding, tried: bearing.size, moves };
}

function findingOf(judge: Judge, inquiry: Inquiry, clause: Id): string {
  const { questions, undertakings, assurances, measures } = judge.assess(inquiry);
  const question = questions.find(({ id }) => id === clause);
  if (question !== undefined) return question.finding;
  const found = [...undertakings, ...assurances, ...measures].find(({ id }) => id === clause);
  if (found === undefined) throw new Error(`No clause ${clause} stands at that moment.`);
  const counts = found.counts.map(({ item, declared, counted, inPercentOfDeclared }) => {
    if (inPercentOfDeclared) return `, ${counted?.low ?? 0} % of ${item}`;
    return `, ${counted?.low ?? 0} of ${declared ?? "?"} ${item} counted`;
  });
  return `${found.status}${counts.join("")}, ${found.value}`;
}

/**
 * Every report that speaks for or against a clause, or would where a stronger one of its source
 * did not, through all that it rests on. What is stale or overtaken says nothing at any grade.
 */
function bearingOn(judge: Judge, inquiry: Inquiry, clause: Id): ReadonlySet<EntryId> {
  const found = new Set<EntryId>();
  const visit = ({ atom, children }: Explanation): void => {
    for (const { id, fate } of atom?.reports ?? []) {
      if (fate === "speaks" || fate === "same-source") found.add(id);
    }
    children.forEach(visit);
  };
  const tree = judge.explain(clause, inquiry);
  if (tree !== null) visit(tree);
  return found;
}

/** Sets the sensitivities as the table that a case keeps beside its grades. */
export function tableOf(sensitivities: readonly Sensitivity[]): string {
  const rows = sensitivities.flatMap(({ clause, when, finding, tried, moves }) => {
    const head = `| **${clause}**, ${when} | ${finding} |`;
    if (moves.length === 0) return [`${head} none of ${tried} reports | | |`];
    return moves.map(({ entry, graded, steppedTo, finding: then }, index) => {
      return `${index === 0 ? head : "| | |"} ${entry} | ${graded} to ${steppedTo} | ${then} |`;
    });
  });
  return [
    "| finding | as graded | report | one step | would read |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** What a case's grades.md says, and what it says once the table in it is as these set it. */
export async function tableIn(
  grades: string,
  sensitivities: readonly Sensitivity[],
): Promise<{ readonly source: string; readonly written: string }> {
  const source = await readFile(grades, "utf8");
  const [before = "", , after = ""] = source.split(/<!-- (?:begin|end) sensitivity -->\n/);
  const written = [
    before,
    "<!-- begin sensitivity -->\n",
    `${tableOf(sensitivities)}\n`,
    "<!-- end sensitivity -->\n",
    after,
  ].join("");
  // UPDATE_SENSITIVITY=1 writes the table anew, for a reviewer to read in the diff.
  if (process.env["UPDATE_SENSITIVITY"] !== "1") return { source, written };
  await writeFile(grades, written);
  return { source: written, written };
}
