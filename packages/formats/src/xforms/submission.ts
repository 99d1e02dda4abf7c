import { type Delimiter, readCsv } from "../csv/read-csv.ts";
import { error, type FileReading, orRefused, Unreadable } from "../table/problem.ts";
import { TABLE_LIMITS } from "../table/table.ts";
import { readXml } from "../xlsx/xml.ts";

/** What a reviewer on a form server made of a submission. */
export type ReviewState = "none" | "approved" | "held" | "rejected";

/** One filled-in form, as a server or a device gives it. */
export interface Submission {
  /** Its own for ever: what is sent twice is one. */
  readonly instanceId: string;
  /** Which earlier submission it corrects; `null` for none. */
  readonly deprecatedId: string | null;
  readonly review: ReviewState;
  /** The form's id, as far as it is said. */
  readonly form: string | null;
  /** Answers by the name of their question, groups left out; empty ones are not among them. */
  readonly answers: ReadonlyMap<string, string>;
  /** Where it stands in its file: the row of a CSV; 1 for an XML document. */
  readonly row: number;
}

/** The longest submission in XML, in bytes: 1 MiB. Photographs travel beside it. */
export const MAX_SUBMISSION_BYTES = 1_048_576;

const MOST_ANSWERS = 5000;

/**
 * Reads a submission as OpenRosa has it: an instance of a form, with `meta/instanceID`.
 *
 * @returns the submission, or why not. It throws nothing, whatever the bytes are.
 * @see OpenRosa Metadata Schema; OpenRosa Form Submission API.
 */
export function readSubmissionXml(bytes: Uint8Array): FileReading<Submission> {
  return orRefused(() => {
    if (bytes.length > MAX_SUBMISSION_BYTES) {
      const message = `The submission is longer than ${MAX_SUBMISSION_BYTES} bytes.`;
      throw new Unreadable(error("file-too-large", {}, message, "Photographs go beside it."));
    }
    const found = readInstance(bytes);
    const instanceId = found.answers.get("instanceID") ?? found.rootInstanceId;
    if (instanceId === null) throw noInstanceId(1);
    const deprecatedId = found.answers.get("deprecatedID") ?? null;
    for (const name of ["instanceID", "deprecatedID", "instanceName"]) found.answers.delete(name);
    const { form, answers } = found;
    const value = { instanceId, deprecatedId, review: "none", form, answers, row: 1 } as const;
    return { ok: true, value, warnings: [] };
  });
}

interface Instance {
  readonly answers: Map<string, string>;
  form: string | null;
  rootInstanceId: string | null;
}

function readInstance(bytes: Uint8Array): Instance {
  const found: Instance = { answers: new Map(), form: null, rootInstanceId: null };
  const open: { readonly name: string; text: string; isLeaf: boolean }[] = [];
  readXml(bytes, "The submission", {
    open: ({ name, attributes }) => {
      const parent = open.at(-1);
      if (parent === undefined) {
        found.form = attributes["id"] ?? null;
        found.rootInstanceId = attributes["instanceID"] ?? null;
      } else {
        parent.isLeaf = false;
      }
      open.push({ name, text: "", isLeaf: true });
    },
    text: (text) => {
      const at = open.at(-1);
      if (at === undefined) return;
      at.text += text;
      if (at.text.length > TABLE_LIMITS.cellLength) throw tooLong(at.name);
    },
    close: () => {
      const closed = open.pop();
      if (closed === undefined || !closed.isLeaf || open.length === 0) return;
      const text = closed.text.trim();
      if (text === "") return;
      // A question that repeats would have several answers, and nobody could say which one counts.
      if (found.answers.has(closed.name)) throw twice(closed.name);
      if (found.answers.size >= MOST_ANSWERS) throw tooLong("the form");
      found.answers.set(closed.name, text);
    },
  });
  return found;
}

/**
 * Reads submissions as ODK Central (`KEY`, `ReviewState`, groups joined by hyphens) or KoboToolbox
 * (`_uuid`, `_validation_status`, groups joined by slashes) export them.
 *
 * @returns all of them, or why not. It throws nothing, whatever the bytes are.
 */
export function readSubmissionsCsv(
  bytes: Uint8Array,
  delimiter: Delimiter = ",",
): FileReading<readonly Submission[]> {
  return orRefused(() => {
    const read = readCsv(bytes, delimiter);
    if (!read.ok) return read;
    const [header, ...rows] = read.value.rows;
    const names = (header?.cells ?? []).map((cell) =>
      cell.kind === "text" ? cell.text.trim() : "",
    );
    const value = rows.map(({ row, cells }) => {
      const answers = new Map<string, string>();
      cells.forEach((cell, at) => {
        const text = cell.kind === "text" ? cell.text.trim() : "";
        const name = names[at] ?? "";
        if (text === "" || name === "") return;
        if (answers.has(name)) throw twice(name);
        answers.set(name, text);
      });
      return submissionOf(answers, row);
    });
    return { ok: true, value, warnings: [] };
  });
}

const INSTANCE_ID = ["meta-instanceID", "meta/instanceID", "instanceID", "KEY", "_uuid"] as const;

function submissionOf(columns: ReadonlyMap<string, string>, row: number): Submission {
  const instanceId = INSTANCE_ID.map((name) => columns.get(name)).find((id) => id !== undefined);
  if (instanceId === undefined) throw noInstanceId(row);
  const answers = new Map<string, string>();
  for (const [name, text] of columns) {
    // Both exports join the names of groups before that of the question; names of forms that we
    // write hold neither mark.
    const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("-")) + 1);
    if (!answers.has(last)) answers.set(last, text);
  }
  return {
    instanceId: /^uuid:/.test(instanceId) ? instanceId : `uuid:${instanceId}`,
    deprecatedId: columns.get("meta-deprecatedID") ?? columns.get("meta/deprecatedID") ?? null,
    review: reviewOf(columns.get("ReviewState") ?? columns.get("_validation_status") ?? ""),
    form: columns.get("FormID") ?? columns.get("__version__") ?? null,
    answers,
    row,
  };
}

/** A state that is not known is held: what nobody understands flows nowhere. */
function reviewOf(text: string): ReviewState {
  const state = text
    .toLowerCase()
    .replace(/^validation_status_/, "")
    .replace(/[\s_]+/g, "");
  if (state === "" || state === "null" || state === "received" || state === "edited") return "none";
  if (state === "approved") return "approved";
  return state === "rejected" || state === "notapproved" ? "rejected" : "held";
}

function noInstanceId(row: number): Unreadable {
  const message = "A submission has no instance id: nobody could tell it from another.";
  const remedy = "Export it with its instance id (KEY, _uuid or meta/instanceID).";
  return new Unreadable(error("no-instance-id", { row }, message, remedy));
}

function twice(name: string): Unreadable {
  const message = `The question ${JSON.stringify(name.slice(0, 80))} is answered twice.`;
  const remedy = "Forms that Proviso writes ask nothing twice: export the form as it was written.";
  return new Unreadable(error("answered-twice", { column: name.slice(0, 80) }, message, remedy));
}

function tooLong(name: string): Unreadable {
  const message = `${JSON.stringify(name.slice(0, 80))} is answered longer than is read.`;
  return new Unreadable(error("cell-too-long", {}, message, "No question of ours needs that."));
}
