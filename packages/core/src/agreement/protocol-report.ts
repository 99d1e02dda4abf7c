import type { Protocol } from "./protocol.ts";
import type { FieldName } from "./protocol-field.ts";

/** The answers to what a protocol asks; `null` for what was not asked or not answered. */
export interface ProtocolAnswers {
  readonly text: (name: FieldName) => string | null;
  readonly number: (name: FieldName) => number | null;
  readonly list: (name: FieldName) => readonly string[] | null;
}

/** A report as an entry of the record writes it: what was not said is left out. */
export type WrittenReport = Readonly<Record<string, unknown>>;

/**
 * The report that the answers to a protocol make, whoever asked: the Inspect screen, or a form of
 * another system. It reads the protocol's fields and nothing else (T31). Whether it is whole is for
 * the reader of entries to say.
 *
 * @param blind - whether its observer knew of no other count of the same thing.
 */
export function protocolReport(
  { act, fields }: Protocol,
  answers: ProtocolAnswers,
  blind: boolean,
): WrittenReport {
  const place = answers.text("place");
  switch (act.kind) {
    case "count":
      return said({
        kind: "count",
        subject: answers.text("item"),
        stage: act.stage,
        // Which of the two it was, the protocol does not ask: the number is of both together.
        orStage: act.orStage,
        low: answers.number("low"),
        high: answers.number("high"),
        sigma: answers.number("sigma"),
        place,
        vessel: answers.text("vessel"),
        voyage: answers.text("voyage"),
        covered: answers.number("covered"),
        blind: blind ? true : null,
        lot: answers.text("lot"),
        serials: answers.list("serials"),
        seals: answers.list("seals"),
        tags: answers.list("tags"),
      });
    case "activity": {
      const isNamed = fields.some(({ name, type }) => name === "item" && type === "text");
      const item = answers.text("item");
      return said({
        kind: "activity",
        activity: act.activity,
        subject: isNamed ? shipId(item ?? "") : item,
        place,
        state: answers.text("state"),
        by: answers.text("by"),
      });
    }
    case "presence": {
      const state = answers.text("state");
      // How much was looked at bears on an absence alone.
      const coverage = state === "absent" ? answers.number("coverage") : null;
      return said({ kind: "presence", subject: answers.text("item"), place, state, coverage });
    }
  }
}

/**
 * The id of something that is not declared, from the name that an inspector writes: one already
 * stays; of any other its letters and digits, joined by hyphens; `null` where there are none.
 */
export function shipId(name: string): string | null {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(name)) return name;
  const plain = name.normalize("NFKD").replace(/\p{Mark}+/gu, "");
  const id = plain
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return id === "" ? null : id;
}

function said(report: WrittenReport): WrittenReport {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== null));
}
