import type {
  AccessReport,
  Cause,
  Differences,
  ReportDifference,
  StatementReport,
  Zone,
} from "@proviso/core";
import { rfc3339 } from "../instants.ts";
import { countJson, type Json } from "./clause-json.ts";

/** What changed between two moments, in the documented shape (`docs/cli-json.md`). */
export function differencesJson(
  { clauses, counts, texts, decisions, statements, accesses }: Differences,
  zone: Zone,
): { readonly [key: string]: Json } {
  return {
    differences: clauses.map(({ id, kind, title, before, after, because }) => {
      return {
        id,
        kind,
        title,
        before: { ...before },
        after: { ...after },
        because: causes(because),
      };
    }),
    counts: counts.map(({ title, item, before, after, clauses: of, because }) => ({
      title,
      item,
      before: before === null ? null : countJson(before, zone),
      after: after === null ? null : countJson(after, zone),
      clauses: of,
      because: causes(because),
    })),
    texts: texts.map(({ text: { id, kind, title, file, from, adoptedBy }, change, because }) => {
      const text = { id, kind, title, file, from: rfc3339(zone, from), adoptedBy };
      return { ...text, change, because: causes(because) };
    }),
    decisions: decisions.map(({ id, act, of, by, before, after, because }) => {
      return { id, act, of, by, before, after, because: causes(because) };
    }),
    statements: statements.map((one) => {
      const { by, to, stance, on, term, text, instrument } = one.report;
      return { ...reportJson(one, zone), by, to, stance, on, term, text, instrument };
    }),
    accesses: accesses.map((one) => {
      const { place, activity, state, safety, by = null, reason = null } = one.report;
      return { ...reportJson(one, zone), place, activity, state, safety, by, reason };
    }),
  };
}

function causes(because: readonly Cause[]): Json {
  return because.map(({ entry, how }) => ({ entry, how }));
}

function reportJson(
  { id, valid, precision, change, because }: ReportDifference<StatementReport | AccessReport>,
  zone: Zone,
): { readonly [key: string]: Json } {
  const [from, until] = [rfc3339(zone, valid.from), rfc3339(zone, valid.to)];
  return { id, from, until, precision, change, because: causes(because) };
}
