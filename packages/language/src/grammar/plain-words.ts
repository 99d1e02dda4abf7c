import { parseInZone, zone } from "@proviso/core";
import { nearest } from "../check/suggest.ts";
import type { Token } from "./layout.ts";

/** What people write of themselves, and how the language has it. */
interface PlainWords {
  /** The words from the one that is wrong on. */
  readonly said: RegExp;
  /** The words before it, the nearest last; any where it is not given. */
  readonly after?: RegExp;
  readonly remedy: string;
}

const UNITS = "(?:minute|hour|day|week|month|year|business)";

// What no sentence says, and the nearest that can be said (README.md, *What it does not say*).
const SUM_PAID =
  'Put what is done in quotes, and ask for the sum as a count: to "pay 1000 francs", and ' +
  "DUTY is verified when francs are counted as departed at least 1000.";
const SUM_OF_DELAY =
  "No sum grows with a delay. Write a duty of its own: due when DUTY is late, " +
  'to "pay 0.5 % of the price for every 2 days". How late it was is in the answer.';
const LONGER_TERM =
  "No term of a duty is made longer by a notice. Let the notice perform it too (the requirement: any of the " +
  "answer, the notice), and write a second duty: due when the notice is complete, within 3 months after the request.";

const PLAIN: readonly PlainWords[] = [
  {
    said: /^(?:no|not) later than /,
    remedy: "Write `by` and the date: by 1962-12-20. The whole day is in time.",
  },
  {
    said: /^on [0-9]/,
    after: /due $/,
    remedy: "Write `by` and the date: by 1962-12-20. The whole day is in time.",
  },
  {
    said: /^(?:before|until|till|on or before) [0-9]/,
    remedy: "Write `by` and the last day: by 1962-12-20.",
  },
  {
    said: /^[0-9]+-[0-9]/,
    after: / to $/,
    remedy: "Write `until` and the date in a measure, `by` and the date in an undertaking.",
  },
  {
    said: /^(?:shall|must|will|undertakes|agrees) not /,
    remedy: 'Write `not to` and what, in quotes: not to "…".',
  },
  {
    said: /^(?:shall|must|will|undertakes|agrees) /,
    remedy: 'Write `to` and what is done: to "…".',
  },
  {
    said: /^shall be /,
    after: /^[^ ]+ $/,
    remedy: "Write `is`: CLAUSE is verified when CONDITION.",
  },
  {
    said: /^(?:a|each|per) (?:day|week|month|year) /,
    remedy: "Write how often: every 1 month, the first by 1962-12-20.",
  },
  {
    said: /^(?:annually|yearly|monthly|weekly|daily) /,
    remedy: "Write how often: every 1 year, the first by 1962-12-20.",
  },
  {
    said: new RegExp(`^for [0-9.]+ ${UNITS}`),
    after: /force $/,
    remedy: "Write its last day: in force until 1962-11-19.",
  },
  {
    said: new RegExp(`^for [0-9.]+ ${UNITS}`),
    remedy: "For how long is asked only of how a clause stands: CLAUSE is verified for 30 days.",
  },
  {
    said: new RegExp(`^${UNITS}`),
    after: /until [0-9]+ $/,
    remedy:
      "A measure ends on a date, or on a condition: until 1962-11-19, until CLAUSE is verified for 30 days.",
  },
  {
    said: new RegExp(`^(?:for )?(?:every|each) [0-9]+ ${UNITS}s? (?:late|of delay)`),
    remedy: SUM_OF_DELAY,
  },
  {
    said: new RegExp(`^${UNITS}s? (?:late|of delay)`),
    after: /every [0-9]+ $/,
    remedy: SUM_OF_DELAY,
  },
  { said: /^(?:extended|extendable) by /, remedy: LONGER_TERM },
  { said: /^by (?:[0-9]|one|two|three|six|twelve)/, after: /extended $/, remedy: LONGER_TERM },
  { said: new RegExp(`^[0-9]+ ${UNITS}`), after: /extended by $/, remedy: LONGER_TERM },
  { said: /^[a-z]/i, after: /(?:^| )to pay at least [0-9.]+ $/, remedy: SUM_PAID },
  { said: /^except /, remedy: "Write `unless` and what excuses it: unless CONDITION." },
  { said: /^provided that /, remedy: "Write `due when` and the condition." },
  {
    said: /^not /,
    after: /(?:is|are|has|have) $/,
    remedy: "Write `not` before the whole sentence: not X is present at PLACE.",
  },
  {
    said: /^no /,
    after: /(?:when|until|while|and|or|unless|are|is|-) $/,
    remedy: "Write `not` before the sentence, or: X is absent from PLACE.",
  },
  {
    said: /^refused /,
    after: /is $/,
    remedy: "Write `not` before the sentence: not access to PLACE is granted.",
  },
  {
    said: /^(?:is|are|has) /,
    after: /(?: |^)the [^ ]+ $/,
    remedy: "Leave out `the`: a name stands by itself.",
  },
  {
    said: /^[a-z]/i,
    after: /from all $|at all $/,
    remedy: "Write `every` and one kind of place: every site.",
  },
  {
    said: /^[^ ]+ (?:is|are) counted /,
    after: /[0-9] $/,
    remedy: "Write the number last: X is counted as returned at least 42.",
  },
  { said: /^(?:percent|per) /, after: /[0-9] $/, remedy: "Write the sign: 95 % of AREA." },
  { said: /^sufficient alone /, remedy: "Write it after a method: by METHOD, sufficient alone." },
  { said: /^- [0-9]/, remedy: "Write a number from 0." },
  { said: /^\) $/, remedy: "Leave out `)`: no parenthesis is open here." },
  {
    said: /^\. $/,
    remedy: "Leave out `.`: a sentence ends where the next begins in the first column.",
  },
];

const NUMBERS: readonly string[] = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
  ...["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"],
  ...["nineteen", "twenty"],
];

const TENS: Readonly<Record<string, number>> = {
  ...{ thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 },
  hundred: 100,
};

const MONTHS: readonly string[] = [
  ...["january", "february", "march", "april", "may", "june", "july", "august", "september"],
  ...["october", "november", "december"],
];

/**
 * What to write where somebody wrote as one writes elsewhere: a number in words, a date in words,
 * `shall`; `null` where it is none of these.
 */
export function plainWords(entry: readonly Token[], index: number): string | null {
  const token = entry[index];
  if (token === undefined) return null;
  const number = numberOf(token.image);
  if (number !== null) return `Write the number in figures: ${number}.`;
  const date = dateOf(entry.slice(Math.max(0, index - 1), index + 5).map(({ image }) => image));
  if (date !== null) return sayDate(date);
  if (isInFigures(entry.slice(index, index + 3))) {
    return "Write the date as year, month and day: 1962-12-20.";
  }
  const before = `${imagesOf(entry.slice(Math.max(0, index - 6), index))} `;
  const from = `${imagesOf(entry.slice(index, index + 5))} `;
  if (isActAfterTo(entry, index)) return sayAct(token, entry[index + 1]);
  if (isActWithoutQuotes(entry, index)) return sayAct(entry[index - 1], token);
  const found = PLAIN.find(({ said, after }) => said.test(from) && (after?.test(before) ?? true));
  if (found !== undefined) return found.remedy;
  if (entry[index - 1]?.image !== "," || token.tokenType.name !== "ID") return null;
  return /(?:^| )for (?:every|some) [^(]*$/.test(before) ? FOR_EACH : NO_LIST;
}

const imagesOf = (words: readonly Token[]) => words.map(({ image }) => image).join(" ");

// `to pay 1000 francs`: read as to whom it is undertaken.
function isActWithoutQuotes(entry: readonly Token[], index: number): boolean {
  const [first] = entry;
  const to = entry[index - 2];
  const isOnLine = (to?.startLine ?? 0) > (first?.startLine ?? 0);
  const act = entry[index - 1];
  const isId = act?.tokenType.name !== "STRING" && !isNearlyAct(act);
  return first?.image === "undertaking" && to?.image === "to" && isOnLine && isId;
}

// `to pay at least 1000 francs`: no act of the language, nor nearly one.
function isActAfterTo(entry: readonly Token[], index: number): boolean {
  const [first] = entry;
  const to = entry[index - 1];
  const isOnLine = (to?.startLine ?? 0) > (first?.startLine ?? 0);
  const word = entry[index];
  if (first?.image !== "undertaking" || to?.image !== "to" || !isOnLine) return false;
  return word?.tokenType.name === "ID" && !isNearlyAct(word);
}

/** Whether a word is a slip for an act that the language has. */
function isNearlyAct(word: Token | undefined): boolean {
  return nearest(word?.image ?? "", ["remove", "move"]) !== null;
}

function sayAct(act: Token | undefined, next: Token | undefined): string {
  const isSum = act?.image === "pay" && /^(?:[0-9]|at$)/.test(next?.image ?? "");
  return isSum ? SUM_PAID : 'Put what is done in quotes: to "…".';
}

function numberOf(word: string): number | null {
  const [tens = "", ones = ""] = word.toLowerCase().split("-");
  const small = NUMBERS.indexOf(tens);
  if (small >= 0 && ones === "") return small;
  if (!Object.hasOwn(TENS, tens)) return null;
  const more = ones === "" ? 0 : NUMBERS.indexOf(ones);
  return more < 0 ? null : (TENS[tens] ?? 0) + more;
}

/** A date that is written as `1 February 1962`, `February 1 , 1962` or `1 / 2 / 1962`. */
function dateOf(words: readonly string[]): string | null {
  for (let from = 0; from < 3; from += 1) {
    const [one = "", two = "", three = "", four = ""] = words.slice(from);
    if (monthOf(two) !== null && isDay(one) && isYear(three)) return iso(three, monthOf(two), one);
    if (monthOf(one) !== null && isDay(two)) {
      const year = three === "," ? four : three;
      if (isYear(year)) return iso(year, monthOf(one), two);
    }
  }
  return null;
}

const FOR_EACH = "Put what is said of each in parentheses: for every site, (…).";

const NO_LIST =
  "A comma lists nothing here: say it of each, joined by `and`, or of `every member of GROUP`.";

function sayDate(date: string): string {
  const utc = zone("UTC");
  return utc !== null && parseInZone(utc, date) === null
    ? `There is no such day. Write one that there is as year, month and day: ${date.slice(0, 8)}01.`
    : `Write the date as year, month and day: ${date}.`;
}

/** Whether these are the numbers of a date such as 1/2/1962 or 1.2.1962. */
function isInFigures(words: readonly Token[]): boolean {
  const [one, two, three] = words.map(({ image }) => image);
  if (one === undefined || two === undefined) return false;
  if (isDay(one) && isDay(two) && isYear(three ?? "")) return true;
  return /^[0-9]{1,2}\.[0-9]{1,2}$/.test(one) && two === ".";
}

const isDay = (word: string) => /^[0-9]{1,2}$/.test(word);
const isYear = (word: string) => /^[0-9]{4}$/.test(word);

function monthOf(word: string): number | null {
  const index = MONTHS.findIndex(
    (month) => word.length >= 3 && month.startsWith(word.toLowerCase()),
  );
  return index < 0 ? null : index + 1;
}

function iso(year: string, month: number | null, day: string): string {
  return `${year}-${String(month ?? 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
