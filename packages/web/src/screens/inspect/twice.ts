import type { CountReport, Entry } from "@proviso/core";
import { type Inspection, type Item, stateOf } from "./item.ts";

/** Low and high of a count. */
export interface Figure {
  readonly low: number;
  readonly high: number;
}

const CODE = /^(O-[0-9a-f]{8})-([0-9a-f]{16})$/;

/**
 * The code of a signed count: its id, and the beginning of the hash of what was signed. Since 128
 * random bits are signed with it, it binds the figure and does not tell it.
 */
export function codeOf({ entry, signed }: Item): string | null {
  return signed === null ? null : `${entry}-${signed.digest.slice(0, 16)}`;
}

/** Takes a code apart; `null` where it is none. */
export function readCode(text: string): { readonly entry: string; readonly digest: string } | null {
  const [, entry, digest] = CODE.exec(text.trim()) ?? [];
  return entry === undefined || digest === undefined ? null : { entry, digest };
}

/** The other count of a double count, where it is on this device. */
export function otherOf({ twice }: Inspection, items: readonly Item[]): Inspection | null {
  const found = items.find(({ id }) => id === (twice?.other ?? null));
  return found?.kind === "inspection" ? found : null;
}

/**
 * Whether a count's figure may be seen here. A draft's may: its own inspector is writing it. One that
 * is signed may once the other is, or once its code was told; or once nobody waits for it here.
 */
export function isRevealed(item: Inspection, items: readonly Item[]): boolean {
  const { twice } = item;
  if (twice === null || stateOf(item) !== "ready") return true;
  if (readCode(twice.code) !== null) return true;
  if (twice.other === null) return false;
  const other = otherOf(item, items);
  return other === null || other.signed !== null;
}

/** What was counted, as it was signed; `null` before that, and for what is no count. */
export function figureOf({ frozen }: Item): Figure | null {
  const report = frozen?.entry["report"] as Partial<CountReport> | undefined;
  if (report?.kind !== "count") return null;
  return { low: report.low ?? 0, high: report.high ?? 0 };
}

/** What an entry of the record counted. */
export function figureIn(entries: readonly Entry[], id: string): Figure | null {
  const found = entries.find((entry) => entry.id === id);
  if (found?.kind !== "observation" || found.report.kind !== "count") return null;
  const { low, high } = found.report;
  return { low, high };
}

/** Whether there is a number that both counts allow. */
export function agree(one: Figure, other: Figure): boolean {
  return one.low <= other.high && other.low <= one.high;
}

/** A number, or the two between which it lies. */
export function sayFigure({ low, high }: Figure): string {
  return low === high ? String(low) : `${low} to ${high}`;
}
