import type { Zone } from "@proviso/core";
import type { ProjectionSource } from "@proviso/record/kept";
import { type KeptRecord, type RecordStore, StoreError } from "@proviso/record/store";
import { rfc3339, sayMoment } from "../instants.ts";
import { EXIT, type Io, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import type { Json } from "../json/clause-json.ts";
import { showDiagnostics } from "../show/diagnostics.ts";
import { indented, paint } from "../show/layout.ts";
import { markOf } from "../show/value.ts";
import { requireKept } from "../store/heads.ts";
import { STORE_HELP, STORE_OPTIONS, withStoreThere } from "../store/place.ts";
import { verdictChangesOf } from "../store/verdict-changes.ts";
import { changesInRows, type KeptChange } from "../store/verdict-projection.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso changes cuba-1962 --clause removal

Says how each clause of a kept case came to stand otherwise as its record grew, its value and its
status: by which entry, or by time alone. Each entry is judged when it was known, on what was known
then, under the reading of the case. What is said is kept in the store and follows the record; fsck
holds it against the record. What is under a label says nothing here.

  --clause ID        of this clause only
${STORE_HELP}  --json             the documented shape, docs/cli-json.md

It ends with 0, with 1 where the case may not be judged, with 2 where the call is wrong.
`;

/** `proviso changes`: the verdict changes of a kept case, by position of its record. */
export const changes: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      ...STORE_OPTIONS,
      clause: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["CASE"]);
    const name = requireKept(words[0] ?? "");
    return withStoreThere(typed.store, async ({ store }) => {
      const of = await verdictChangesOf(store, name);
      if (!of.ok) {
        io.err(showDiagnostics(io, of.findings, name));
        io.err("\nNothing was judged.\n");
        return EXIT.found;
      }
      const record = await store.record(name, { labels: [] });
      const all = await keptOrComputed(store, record, of.source);
      const asked = all.filter(
        ({ clause }) => typed.clause === undefined || clause === typed.clause,
      );
      requireClause(all, asked, typed.clause);
      const size = await record.size();
      const { zone } = of.terms;
      io.out(
        typed.json === true
          ? jsonOf(name, size, zone, asked)
          : textOf(io, `${name}, ${size} entries`, zone, asked),
      );
      return EXIT.ok;
    });
  },
};

/** The changes as they are kept; where that is behind, they are computed, and kept if they can be. */
async function keptOrComputed(
  store: RecordStore,
  record: KeptRecord,
  source: ProjectionSource,
): Promise<readonly KeptChange[]> {
  const kept = await record.projection(source.name);
  if (kept !== null && kept.upTo === (await record.size()) && source.isOf(kept)) {
    return changesInRows(kept.rows);
  }
  try {
    const hold = await store.hold(record.name);
    try {
      await source.rebuild(hold);
    } finally {
      await hold.release();
    }
  } catch (error) {
    // Who appends to it now, or has it from here on, keeps its projections; it can be read all the same.
    const isElsewhere = error instanceof StoreError && ELSEWHERE.includes(error.code);
    if (!isElsewhere) throw error;
    return changesInRows(await source.rows(record));
  }
  return changesInRows((await record.projection(source.name))?.rows ?? []);
}

const ELSEWHERE: readonly StoreError["code"][] = ["STORE_HELD", "STORE_CASE_MOVED"];

/** A clause that never changed is none that can be told from one that does not exist. */
function requireClause(
  all: readonly KeptChange[],
  asked: readonly KeptChange[],
  typed: string | undefined,
): void {
  if (typed === undefined || asked.length > 0) return;
  const clauses = [...new Set(all.map(({ clause }) => clause))].join(", ");
  throw new MisuseError(
    `No verdict on ${typed} ever changed.`,
    `Clauses whose verdicts did: ${clauses || "none"}.`,
  );
}

function jsonOf(name: string, size: number, zone: Zone, asked: readonly KeptChange[]): string {
  const said = asked.map(({ clause, before, after, position, entry, asOf }) => {
    return {
      clause,
      before: before?.value ?? null,
      after: after?.value ?? null,
      statusBefore: before?.status ?? null,
      statusAfter: after?.status ?? null,
      position,
      entry,
      asOf: rfc3339(zone, asOf),
    };
  });
  const answer: Json = { v: JSON_VERSION, case: name, size, changes: said };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

function textOf(io: Io, head: string, zone: Zone, asked: readonly KeptChange[]): string {
  const lines = asked.map(({ clause, before, after, position, entry, asOf }) => {
    const by =
      entry === null ? `by time alone, after entry ${position}` : `by ${entry}, entry ${position}`;
    return [
      `\n${paint(io, "strong", clause)}  ${sayMoment(zone, asOf)}\n`,
      indented(io, 3, turnOf(before, after)),
      indented(io, 3, by, "soft"),
    ].join("");
  });
  return `${head}; ${asked.length === 1 ? "1 change" : `${asked.length} changes`} of standing\n${lines.join("")}`;
}

/** What became another, and what it became: where the status alone did, the value is said once. */
function turnOf(before: KeptChange["before"], after: KeptChange["after"]): string {
  if (before === null || after === null) return `${wordOf(before)} → ${wordOf(after)}`;
  const statuses = before.status === after.status ? "" : `${before.status} → ${after.status}`;
  if (before.value === after.value) return `${markOf(after.value).text}, ${statuses}`;
  const values = `${markOf(before.value).text} → ${markOf(after.value).text}`;
  return statuses === "" ? values : `${values}, ${statuses}`;
}

function wordOf(standing: KeptChange["before"]): string {
  if (standing === null) return "not in the texts";
  const { value, status } = standing;
  return status === null ? markOf(value).text : `${markOf(value).text}, ${status}`;
}
