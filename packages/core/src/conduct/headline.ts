import type { Id } from "../evidence/index.ts";
import type { Value } from "../logic/index.ts";
import type { Assessed, AssuranceStatus, MeasureStatus, UndertakingStatus } from "./assessment.ts";

/** What the headline is made of. */
export interface HeadlineBasis {
  readonly undertakings: readonly Assessed<UndertakingStatus>[];
  readonly measures: readonly Assessed<MeasureStatus>[];
  readonly assurances: readonly Assessed<AssuranceStatus>[];
  /** The side that asks; its own undertakings are not what it waits for. */
  readonly reader: Id | null;
}

type Duty = Assessed<UndertakingStatus>;

/** How each undertaking that is owed is said to stand; what is dormant is not spoken of. */
const STANDINGS: readonly {
  readonly lead: string;
  readonly is: (duty: Duty) => boolean;
}[] = [
  { lead: "Breached", is: ({ status }) => status === "breached" },
  { lead: "Overdue", is: ({ status }) => status === "overdue" },
  {
    lead: "In doubt, though no breach is shown",
    is: ({ status, value }) => status === "kept" && isDoubted(value),
  },
  { lead: "Under way", is: ({ status }) => status === "due" },
  {
    lead: "Kept so far, and still to be verified",
    is: ({ status, value }) => status === "kept" && value === "unverified",
  },
  { lead: "Kept", is: ({ status, value }) => status === "kept" && value === "verified" },
  { lead: "Performed", is: ({ status }) => status === "performed" },
  { lead: "Performed late", is: ({ status }) => status === "performed late" },
  { lead: "Suspended", is: ({ status }) => status === "suspended" },
];

function isDoubted(value: Value): boolean {
  return value === "contradicted" || value === "conflicting";
}

/** Says where things stand in a sentence or two: what is under way, and what stands (T3, T12). */
export function headlineOf(basis: HeadlineBasis): string {
  const owed = basis.undertakings.filter(({ by }) => by !== basis.reader);
  const sentences = STANDINGS.flatMap(({ lead, is }) => {
    const titles = [...new Set(owed.filter(is).map(titleOf))];
    return titles.length === 0 ? [] : [`${lead}: ${few(titles)}.`];
  }).slice(0, MOST_STANDINGS);
  const held = [
    ...groups(basis.measures).map(([status, of]) => {
      return `${closed(joined(of.map(titleOf)))} ${isOrAre(of)} ${status}`;
    }),
    ...groups(basis.assurances).map(([status, of]) => {
      return `${assurances(of)} ${of.length === 1 ? "is" : "are"} ${status}`;
    }),
  ];
  if (held.length > 0) sentences.push(`${capital(held.join("; "))}.`);
  return sentences.join(" ");
}

type Named = Pick<Assessed<string>, "title" | "status">;

function groups(of: readonly Named[]): readonly (readonly [string, readonly Named[]])[] {
  const byStatus = Map.groupBy(of, ({ status }) => status);
  return [...byStatus].map(([status, some]) => [stands(status), some]);
}

function stands(status: string): string {
  return status === "may be tendered" ? "ready to be tendered" : status;
}

function titleOf({ title }: Pick<Named, "title">): string {
  return title;
}

function assurances(of: readonly Named[]): string {
  return of.length === 1 ? "the assurance" : `the assurances (${joined(of.map(titleOf))})`;
}

/** A comma in a name opens what another closes: `the quarantine, which it holds illegal, is lifted`. */
function closed(subject: string): string {
  return /,/.test(subject) && !/;/.test(subject) ? `${subject},` : subject;
}

/** Several are; one is, unless its name is a plural: "the checkpoints are in force". */
function isOrAre(of: readonly Named[]): "is" | "are" {
  if (of.length > 1) return "are";
  const lastOfSubject = of[0]!.title.split(/,| (?:of|on|in|at|for|against|by|from|under) /)[0]!;
  return /[^s]s$/.test(lastOfSubject) ? "are" : "is";
}

/** How many ways of standing are spoken of, the gravest first, and how many names of each. */
const MOST_STANDINGS = 4;
const MOST_NAMES = 2;

function few(titles: readonly string[]): string {
  const more = titles.length - MOST_NAMES;
  if (more <= 0) return joined(titles);
  return `${titles.slice(0, MOST_NAMES).join("; ")}; and ${more} more`;
}

function joined(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  // Names that have commas or "and" in them are told apart by semicolons.
  const isPlain = words.every((word) => !/,| and /.test(word));
  const between = isPlain ? ", " : "; ";
  return `${words.slice(0, -1).join(between)}${isPlain ? " and " : "; and "}${words.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
