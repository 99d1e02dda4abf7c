import { fsck as check, type FsckReport } from "@proviso/record/fsck";
import type { ProjectionSource } from "@proviso/record/kept";
import { StoreError } from "@proviso/record/store";
import { EXIT, type Io } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import type { Json } from "../json/clause-json.ts";
import {
  countFindings,
  hasErrors,
  recordFindingJson,
  showRecordFindings,
} from "../show/record-findings.ts";
import { headsOf, readNotes, requireKept } from "../store/heads.ts";
import { openLabelWith } from "../store/open-label.ts";
import { type OpenedStore, STORE_HELP, STORE_OPTIONS, withStoreThere } from "../store/place.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso fsck cuba-1962

Checks a case in its store: computes the tree, its tiles and everything else that follows from the
record anew and compares, verifies every signature, and holds the record against the heads that
were signed before. Names everything that does not agree: table, entry, what.

  --seen FILE        a checkpoint of this log that somebody else has; may be given again and again
  --identity FILE    an age identity, to check what is under its labels too
  --rebuild          drop what is kept for speed and compute it anew from the record alone: the
                     hashes of the tree, and the verdict changes
${STORE_HELP}  --json             the documented shape, docs/cli-json.md

It ends with 0 where all agrees, 1 where something does not, 2 where the call is wrong.
`;

/** `proviso fsck`: a case in its store. */
export const fsck: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      ...STORE_OPTIONS,
      seen: { type: "string", multiple: true },
      identity: { type: "string", multiple: true },
      rebuild: { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["CASE"]);
    const name = requireKept(words[0] ?? "");
    const label = await openLabelWith(typed.identity);
    const outside = await readNotes(typed.seen ?? []);
    return withStoreThere(typed.store, async (opened) => {
      const projections = await projectionsOf(opened, name);
      if (typed.rebuild === true) await rebuild(opened, name, projections);
      const { origin } = await opened.store.record(name, { labels: [] });
      const remembered = await headsOf(opened).newest(origin);
      const seen = [...(remembered === null ? [] : [remembered]), ...outside];
      const report = await check(opened.store, name, { seen, projections, ...label });
      io.out(typed.json === true ? jsonOf(report) : textOf(io, report));
      return hasErrors(report.findings) ? EXIT.found : EXIT.ok;
    });
  },
};

/** What is projected from a case; nothing where it may not be judged, which is named otherwise. */
async function projectionsOf(
  { store }: OpenedStore,
  name: string,
): Promise<readonly ProjectionSource[]> {
  try {
    const { verdictChangesOf } = await import("../store/verdict-changes.ts");
    const of = await verdictChangesOf(store, name);
    return of.ok ? [of.source] : [];
  } catch (error) {
    if (error instanceof StoreError && error.code === "STORE_CORRUPT") return [];
    throw error;
  }
}

async function rebuild(
  { store }: OpenedStore,
  name: string,
  projections: readonly ProjectionSource[],
): Promise<void> {
  const { rebuildTops } = await import("@proviso/record/fsck");
  const { nodeHash } = await import("@proviso/record");
  const hold = await store.hold(name);
  try {
    await rebuildTops(hold, nodeHash);
    for (const { rebuild: again } of projections) await again(hold);
  } finally {
    await hold.release();
  }
}

function textOf(io: Io, report: FsckReport): string {
  const { size, origin, root, unread, findings } = report;
  const lines = [
    `${report.case}, log ${origin}`,
    `${size} entries, root ${root}`,
    ...(unread === 0 ? [] : [`${unread} of them under a label, and not read`]),
  ];
  const said = showRecordFindings(io, findings, "");
  return `${lines.join("\n")}\n\n${said}${said === "" ? "" : "\n"}${countFindings(findings)}\n`;
}

function jsonOf({ size, origin, root, unread, findings, ...report }: FsckReport): string {
  const answer: Json = {
    v: JSON_VERSION,
    case: report.case,
    origin,
    size,
    root,
    unread,
    findings: findings.map(recordFindingJson),
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
