import {
  type AtomReasons,
  entryId,
  instant,
  type ReportFate,
  type WeighedReport,
} from "@proviso/core";
import { expect, test } from "vitest";
import { listedOf, MOST_LISTED } from "./reasons-page.ts";

const side = { level: 0, support: 0, sources: 0, shownBy: null } as const;

function report(at: number, fate: ReportFate): WeighedReport {
  const grade = { reliability: "B", credibility: 2 } as const;
  const weighed = { side: "for", fate, grade, strength: 0.5, method: "photo", cite: "" } as const;
  return { id: entryId(`O-${at}`), ...weighed, seenUntil: instant(at), staleAt: null, group: "" };
}

function reasons(reports: readonly WeighedReport[]): AtomReasons {
  const bearing = reports.map(({ id }) => id);
  return {
    for: side,
    against: side,
    reports,
    excluded: [],
    bearing,
    open: 2,
    doubt: 1,
    count: null,
  };
}

test("as many reports as are listed are listed in the order of the record, and none is left out", () => {
  const few = reasons(Array.from({ length: MOST_LISTED }, (_, at) => report(at, "overtaken")));
  const listed = listedOf(few, false);
  expect(listed.reports).toBe(few.reports);
  expect(listed.leftOut).toEqual({ reports: 0, excluded: 0, bearing: 0, ships: 0 });
});

test("of more reports those that speak are listed first, then what was seen last", () => {
  const many = Array.from({ length: 1_000 }, (_, at) => report(at, at === 3 ? "speaks" : "stale"));
  const { reports, leftOut } = listedOf(reasons(many), false);
  expect(reports).toHaveLength(MOST_LISTED);
  expect(reports.slice(0, 3).map(({ id }) => id)).toEqual(["O-3", "O-999", "O-998"]);
  expect(leftOut).toMatchObject({ reports: 980, bearing: 980 });
});

test("asked for all, all are listed", () => {
  const many = Array.from({ length: 1_000 }, (_, at) => report(at, "stale"));
  const { reports, bearing, leftOut } = listedOf(reasons(many), true);
  expect([reports.length, bearing.length, leftOut.reports]).toEqual([1_000, 1_000, 0]);
});
