import type { Instant } from "@proviso/core";
import type { RecordSummary, ServedCheckpoint, ServedEntry } from "@proviso/wire";
import type { OpenedCase } from "../../case/opened-case.ts";
import { sayDistance } from "../../say/clock.ts";
import { recordWords } from "../../say/words-record.ts";
import { cosignedAt } from "./examine-entry.ts";
import type { Verified } from "./verify-record.ts";

/** A row of the log. */
export interface LogRow {
  readonly index: number;
  readonly received: string;
  readonly known: string;
  readonly kind: string;
  /** `null` under a label. */
  readonly id: string | null;
  readonly signer: string;
  readonly digest: string;
  /** Whether the clocks stand before it. */
  readonly isLater: boolean;
  /** Whether a checkpoint holds it: before that nothing that was signed says that it is there. */
  readonly isUnder: boolean;
}

/** The first digits of a hash: enough to compare by eye, and no more than that. */
export function shortHash(hex: string): string {
  return hex.slice(0, 12);
}

/**
 * Sets a page of the log; what is known only after *known at* is marked, and what no checkpoint holds.
 *
 * @param under - entries under the newest checkpoint; 0 where there is none.
 */
export function logRows(
  entries: readonly ServedEntry[],
  { clock, places }: Pick<OpenedCase, "clock" | "places">,
  knownAt: number,
  under: number,
): readonly LogRow[] {
  const byId: ReadonlyMap<string, number> = places;
  const placeOf = ({ summary }: ServedEntry) =>
    summary === null ? undefined : byId.get(summary.id);
  // Keys, seals and labelled entries are no part of what the clocks count: they stand where they
  // stand between the entries that are.
  const first = entries.map(placeOf).find((place) => place !== undefined);
  let isLater = first !== undefined && first > knownAt;
  return entries.map((entry) => {
    const place = placeOf(entry);
    if (place !== undefined) isLater = place >= knownAt;
    const { summary } = entry;
    return {
      index: entry.index,
      received: clock.full(Date.parse(entry.received) as Instant),
      known: place === undefined ? "" : clock.full(Date.parse(summary?.known ?? "") as Instant),
      kind: summary?.kind ?? recordWords.labelled,
      id: summary?.id ?? null,
      signer: summary === null ? "" : recordWords.signedBy(summary.device, summary.role),
      digest: shortHash(entry.digest),
      isLater,
      isUnder: entry.index < under,
    };
  });
}

/** The sentence that says how a record stands, before anything was checked here. */
export function standing(
  summary: RecordSummary,
  newest: ServedCheckpoint | null,
  received: Instant | null,
  now: Instant,
): readonly string[] {
  const { origin, size, root } = summary;
  const lines = [recordWords.holds(size, origin, shortHash(root))];
  if (newest === null) return [...lines, recordWords.noCheckpoint];
  const age = received === null ? "" : sayDistance(now, received);
  const behind = size - newest.size;
  lines.push(recordWords.newest(newest.serial, newest.size, age));
  if (behind > 0) lines.push(recordWords.behind(behind));
  const cosigned = cosignedAt(newest.note).map(({ by }) => by);
  lines.push(recordWords.cosigned(cosigned));
  return lines;
}

/** What a verification came to, in a sentence. */
export function verdictOn(verified: Verified): string {
  const errors = verified.disagreements.filter(({ severity }) => severity === "error").length;
  if (errors > 0) return recordWords.disagrees(errors);
  const remarks = verified.disagreements.length;
  return remarks > 0 ? recordWords.agreesBut(remarks) : recordWords.agrees;
}
