import type { Id } from "../evidence/index.ts";
import type { Assessed, AssuranceStatus, MeasureStatus, UndertakingStatus } from "./assessment.ts";

/** What the headline is made of. */
export interface HeadlineBasis {
  readonly undertakings: readonly Assessed<UndertakingStatus>[];
  readonly measures: readonly Assessed<MeasureStatus>[];
  readonly assurances: readonly Assessed<AssuranceStatus>[];
  /** The side that asks; its own undertakings are not what it waits for. */
  readonly reader: Id | null;
}

/** Says where things stand in a sentence or two (T3, T12). */
export function headlineOf(basis: HeadlineBasis): string {
  const owed = basis.undertakings.filter(({ by }) => by !== basis.reader);
  const broken = owed.filter(({ status }) => status === "breached" || status === "overdue");
  const open = owed.filter(({ value }) => value !== "verified");
  const sentences: string[] = [];
  if (owed.length > 0) {
    sentences.push(
      open.length === 0
        ? `${names(owed)} ${is(owed)} verified.`
        : `${names(open)} ${is(open)} not verified.`,
    );
  }
  for (const [status, of] of groups(broken)) {
    sentences.push(`${names(of)} ${is(of)} ${status}.`);
  }
  const held = [
    ...groups(basis.measures).map(([status, of]) => `${the(of)} ${is(of)} ${status}`),
    ...groups(basis.assurances).map(([status, of]) => `${assuranceName(of)} ${is(of)} ${status}`),
  ];
  if (held.length > 0) sentences.push(`${capital(held.join("; "))}.`);
  return sentences.join(" ");
}

type Named = Pick<Assessed<string>, "id" | "status">;

function groups(of: readonly Named[]): readonly (readonly [string, readonly Named[]])[] {
  const byStatus = new Map<string, Named[]>();
  for (const one of of) byStatus.set(one.status, [...(byStatus.get(one.status) ?? []), one]);
  return [...byStatus].map(([status, some]) => [stands(status), some]);
}

function stands(status: string): string {
  return status === "may be tendered" ? "ready to be tendered" : status;
}

function names(of: readonly Named[]): string {
  return capital(joined(of.map(({ id }) => id.replaceAll("-", " "))));
}

function the(of: readonly Named[]): string {
  return joined(of.map(({ id }) => `the ${id.replaceAll("-", " ")}`));
}

function assuranceName(of: readonly Named[]): string {
  return of.length === 1 ? "the assurance" : `the assurances ${joined(of.map(({ id }) => id))}`;
}

function is(of: readonly unknown[]): string {
  return of.length === 1 ? "is" : "are";
}

function joined(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
