import {
  type Deadline,
  formatInZone,
  formatUtc,
  type Instant,
  instant,
  type PassageRef,
  parseInZone,
  type Zone,
} from "@proviso/core";

// A line of the printed text aims at this many columns; a long word may pass it.
const WIDTH = 96;

/** Writes a text in quotes, in pieces of a line each where it is long. */
export function quote(text: string, indent: number): string {
  const pieces = piecesOf(text, Math.max(32, WIDTH - indent - 24));
  return pieces.map(quotePiece).join(`\n${" ".repeat(indent)}`);
}

/** Writes a text in one pair of quotes: the name of a file is never divided. */
export function quoteWhole(text: string): string {
  return quotePiece(text);
}

// Pieces are joined by a space when they are read, so that each break takes exactly one away.
function piecesOf(text: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece: string | null = null;
  for (const word of text.split(" ")) {
    if (piece !== null && piece.length + 1 + word.length > width) {
      pieces.push(piece);
      piece = word;
    } else {
      piece = piece === null ? word : `${piece} ${word}`;
    }
  }
  return piece === null ? [""] : [...pieces, piece];
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
};

function quotePiece(piece: string): string {
  return `"${piece.replaceAll(/[\\"\n\r]/g, (character) => ESCAPES[character] ?? character)}"`;
}

/** Writes an instant on a zone's clocks, or in UTC where they cannot tell it. */
export function printMoment(moment: Instant, zone: Zone): string {
  const local = formatInZone(zone, moment);
  if (parseInZone(zone, local) !== moment) {
    const utc = formatUtc(moment);
    return utc;
  }
  return local.endsWith(" 00:00") ? local.slice(0, 10) : local;
}

/** Writes the end of a time: the day alone where the text named no more. */
export function printDeadline({ ends, wholeDay }: Deadline, zone: Zone): string {
  if (!wholeDay) return printMoment(ends, zone);
  return formatInZone(zone, instant(ends - 1)).slice(0, 10);
}

/** Writes a fraction as a percentage, to twelve digits. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(12))} %`;
}

/** Writes what a clause rests on. */
export function cite({ instrument, passage }: PassageRef): string {
  return passage === null ? instrument : `${instrument}.${passage}`;
}

/** The verb that goes with an id: `missiles are`, `base is`. */
export function verb(subject: string): "is" | "are" {
  return /[^s]s$/.test(subject) && !/(us|is)$/.test(subject) ? "are" : "is";
}

/** Fits parts after a beginning into one line, or gives each a line of its own. */
export function fit(beginning: string, parts: readonly string[], indent: number): string {
  const line = [beginning, ...parts].join(" ");
  if (indent + line.length <= WIDTH && !line.includes("\n")) return line;
  return [beginning, ...parts].join(`\n${" ".repeat(indent)}`);
}
