import {
  type Condition,
  conditionsIn,
  conditionsWithin,
  type Entry,
  type Text,
  type TextPlace,
} from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import type { Frame } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";

/** How often words occur, in the texts of a case and in what is recorded of it. */
export type Heard = (word: string) => { readonly inTexts: number; readonly inRecord: boolean };

/** Indexes what a case says and records; `null` while nothing is recorded, when all is unheard yet. */
export function heardIn(texts: readonly Text[], entries: readonly Entry[]): Heard | null {
  const reports = entries.flatMap((entry) => (entry.kind === "observation" ? [entry.report] : []));
  if (reports.length === 0) return null;
  const said = plainWords(JSON.stringify(texts.map(({ source: _, ...meant }) => meant)));
  let recorded: string | null = null;
  return (word) => {
    recorded ??= plainWords(JSON.stringify(reports));
    return { inTexts: timesIn(said, word), inRecord: beginning(word).test(recorded) };
  };
}

/**
 * An activity that one condition asks for and of which nothing else in the case speaks: no report,
 * no other condition, no title and no quoted passage, not by a word of the same stem. Nobody
 * declares activities, so that a slip would wait for ever for what is reported under its right name.
 */
export function unheardActivity(frame: Frame, heard: Heard): readonly Flaw[] {
  const found = new Map<Id, Flaw>();
  for (const clause of frame.clauses) {
    const required = frame.edition.requirements.get(clause.id)?.requirement;
    const written = conditionsIn(clause).map((condition) => ({ condition, at: clause.at }));
    for (const { condition, at } of required === undefined ? written : [required, ...written]) {
      const here = plainWords(JSON.stringify(condition));
      const unheard = activitiesIn(condition).find((one) => !isHeard(one, here, heard));
      if (unheard !== undefined) found.set(clause.id, flawOf(clause.id, at, unheard));
    }
  }
  return [...found.values()];
}

/** What the language itself calls ships; of these there may be none. */
const KNOWN_DOMAINS: ReadonlySet<string> = new Set(["inbound", "outbound"]);

/** The activities that a condition asks for, or of which it asks something. */
function activitiesIn(condition: Condition): readonly string[] {
  return conditionsWithin(condition).flatMap((one) => {
    if (one.kind === "atom" && one.predicate.kind === "activity") return [one.predicate.activity];
    const isOfDomain = one.kind === "every" || one.kind === "some";
    if (!isOfDomain || one.domain.kind !== "reported") return [];
    return KNOWN_DOMAINS.has(one.domain.activity) ? [] : [one.domain.activity];
  });
}

/** Whether a word of an activity is recorded, or stands anywhere but in the condition itself. */
function isHeard(activity: string, here: string, heard: Heard): boolean {
  return activity.split("-").some((word) => {
    const stem = stemOf(word);
    const { inTexts, inRecord } = heard(stem);
    return inRecord || inTexts > timesIn(here, stem);
  });
}

/** How often words begin so. */
function timesIn(text: string, stem: string): number {
  return text.split(beginning(stem)).length - 1;
}

function beginning(stem: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${stem.replaceAll(/[^\p{L}\p{N}]/gu, ".")}`, "u");
}

const SHORTEST_STEM = 3;

/** The first half of a word, so that `payment` is heard of where something is paid. */
function stemOf(word: string): string {
  return word.toLowerCase().slice(0, Math.max(SHORTEST_STEM, Math.floor(word.length / 2)));
}

/** Text in small letters, with ids as the words that they are made of. */
function plainWords(text: string): string {
  return text.toLowerCase().replaceAll("-", " ");
}

function flawOf(on: Id, at: TextPlace, activity: string): Flaw {
  return {
    code: "unheard-activity",
    on,
    at,
    message: `Nothing that is recorded or said elsewhere is called "${activity}", and nothing declares activities: a slip would stay unseen.`,
    remedy: `Write it as reports do; where "${activity}" is meant, it is found as soon as one is recorded.`,
  };
}
