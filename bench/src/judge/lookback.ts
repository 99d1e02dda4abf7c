import { instant, type Moment, position } from "@proviso/core";
import { JudgedWorkload } from "./judged.ts";
import { median, quantile } from "./measure.ts";
import { openTable } from "./postgres.ts";
import { FIRST_SEEN_MS, observationOf, ruleName } from "./record.ts";
import { missingRow, type Row } from "./row.ts";
import { flatWorkload, mulberry32, type Workload } from "./workload.ts";

/** A question: was this undertaking verified as of then, as known then? */
export interface Question {
  readonly rule: number;
  readonly moment: Moment;
}

/** How long each answer took, in milliseconds, and what they were. */
export interface Answers {
  readonly verified: readonly boolean[];
  readonly latenciesMs: readonly number[];
}

/** Questions about any moment of a record, drawn from one seed. */
export function questionsOn(workload: Workload, count: number): readonly Question[] {
  const chance = mulberry32(11);
  const size = workload.eventFacts.length;
  return Array.from({ length: count }, () => {
    const rule = Math.floor(chance() * workload.rules.length);
    const asOf = instant(FIRST_SEEN_MS + Math.floor(chance() * size * 1_000));
    return { rule, moment: { asOf, knownAt: position(Math.floor(chance() * (size + 1))) } };
  });
}

/** Puts the whole record before a judge and asks it. */
export function askJudge(workload: Workload, questions: readonly Question[]): Answers {
  const { judge } = new JudgedWorkload(workload);
  judge.append(Array.from(workload.eventFacts, (_, event) => observationOf(workload, event)));
  const ask = ({ rule, moment }: Question) =>
    judge.standing(ruleName(rule), { ...moment, reading: null, under: null })?.value === "verified";
  for (const question of questions.slice(0, 2_000)) ask(question);
  const latenciesMs: number[] = [];
  const verified = questions.map((question) => {
    const begun = performance.now();
    const is = ask(question);
    latenciesMs.push(performance.now() - begun);
    return is;
  });
  return { verified, latenciesMs };
}

/** P3: as of and as known at, on a record, beside an indexed bitemporal table in PostgreSQL. */
export async function benchLookBack(quick: boolean): Promise<readonly Row[]> {
  const size = quick ? 20_000 : 1_000_000;
  const workload = flatWorkload("W1", { facts: 2_000, rules: 1_000, events: size });
  const questions = questionsOn(workload, quick ? 1_000 : 20_000);
  const ours = askJudge(workload, questions);
  const name = `Proviso's judge, as of and known at, ${size.toLocaleString("en")} observations`;
  const table = await openTable(workload);
  const best = "PostgreSQL, indexed bitemporal table";
  if (table === null) {
    const row = rowOf("P3.judge", name, ours, "this checkout");
    return [row, missingRow("P3.postgresql", best, "not installed")];
  }
  try {
    const few = questions.slice(0, quick ? 200 : 4_000);
    const theirs = await table.ask(few);
    const agree = theirs.verified.every((is, at) => is === ours.verified[at]);
    if (!agree) return [missingRow("P3.judge", name, "DIFFERS from PostgreSQL: not printed")];
    const ratio = median(theirs.latenciesMs) / median(ours.latenciesMs);
    const judge = rowOf("P3.judge", name, ours, "this checkout; answers equal");
    return [
      { ...judge, bestPeer: best, ratioToBestPeer: ratio },
      rowOf("P3.postgresql", best, theirs, `${table.version}; index on place, seen, position`),
    ];
  } finally {
    await table.end();
  }
}

function rowOf(id: string, name: string, answers: Answers, note: string): Row {
  const middle = median(answers.latenciesMs);
  const [p50, p99] = [middle, quantile(answers.latenciesMs, 0.99)].map((ms) => ms.toFixed(4));
  return {
    id,
    name,
    rate: 1_000 / middle,
    unit: "questions/s",
    ratioToLimit: null,
    bestPeer: null,
    ratioToBestPeer: null,
    note: `${note}; p50 ${p50} ms, p99 ${p99} ms`,
  };
}
