import type { Inquiry, TextInForce } from "@proviso/core";
import type { JudgedCase } from "../case/judged-case.ts";
import { sayMoment } from "../instants.ts";
import type { Io } from "../io.ts";
import { beside, indented, paint, plain } from "./layout.ts";

const LABEL_WIDTH = 12;

/** Says which case this is, and both clocks: what is asked about, and what was known. */
export function showMoment(io: Io, judged: JudgedCase, inquiry: Inquiry): string {
  const { metadata } = judged;
  const suffix = metadata.reconstructed ? ", reconstructed from documents" : "";
  const asOf = `${sayMoment(metadata.zone, inquiry.asOf)}, ${metadata.zone.name}`;
  return [
    `${paint(io, "strong", plain(metadata.title))}${suffix}\n\n`,
    label(io, "As of", asOf),
    label(io, "As known at", sayKnown(judged, inquiry)),
    showSkipped(io, judged),
  ].join("");
}

/** Says how much of the record is known: the entry, when it was known, and whether that is all. */
export function sayKnown(judged: JudgedCase, inquiry: Inquiry): string {
  const { entries, metadata } = judged;
  const last = entries[inquiry.knownAt - 1];
  if (last === undefined) return `no entry of ${entries.length}${sayLater(judged, inquiry)}`;
  const count = `entry ${inquiry.knownAt} of ${entries.length}`;
  const when = sayMoment(metadata.zone, last.known);
  // Knowing more than there was to know at the moment asked about is hindsight, and is said to be.
  const hindsight = last.known > inquiry.asOf ? "; in hindsight" : "";
  return `${count} (${last.id}, ${when})${hindsight}${sayLater(judged, inquiry)}`;
}

/** Says how many entries became known later and are left out. */
function sayLater({ entries }: JudgedCase, { knownAt }: Inquiry): string {
  const later = entries.length - knownAt;
  if (later === 0) return "";
  return `; ${later} later ${later === 1 ? "entry" : "entries"} left out`;
}

/** Says under whose requirements, and by which texts. */
export function showTexts(io: Io, inquiry: Inquiry, texts: readonly TextInForce[]): string {
  const reading = inquiry.reading ?? "none: the agreement's own text";
  const under = inquiry.under === null ? "" : `, as of the adoption of ${inquiry.under}`;
  const names = texts.map((text) => text.id).join(", ");
  return label(io, "Reading", `${reading}${under}`) + label(io, "Texts", names);
}

function label(io: Io, name: string, text: string): string {
  return beside(io, { text: name, style: "soft" }, LABEL_WIDTH, text);
}

function showSkipped(io: Io, { skipped, warnings }: JudgedCase): string {
  const lines = skipped.map(({ file, line, entry, codes }) => {
    const what = entry === null ? "" : ` ${entry}`;
    return label(io, "Left out", `${file}:${line}${what} (${codes.join(", ")})`);
  });
  const said = warnings.map(({ file, line, code, on, message }) => {
    const place = line === null ? file : `${file}:${line}`;
    return label(io, "Warning", `${place} ${on ?? ""} ${message} [${code}]`);
  });
  const count = skipped.length === 1 ? "1 line" : `${skipped.length} lines`;
  const note = skipped.length === 0 ? "" : indented(io, LABEL_WIDTH, `Judged without ${count}.`);
  return [...lines, note, ...said].join("");
}
