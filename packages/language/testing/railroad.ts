import { GrammarAST } from "langium";

/** A drawn part of a diagram: how far it reaches from the line that it stands on. */
interface Drawn {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  /** Its drawing, the line entering at a point. */
  readonly at: (x: number, y: number) => string;
}

const CHARACTER = 7.3;
const HALF = 11;
const GAP = 12;
const BEND = 10;
const ROW = 20;
const MARGIN = 16;

/** How wide a row of a diagram may be before the line goes on below. */
const WIDTH = 860;

/**
 * Draws rules of the grammar as railroad diagrams, one below the other: whoever follows the line
 * from left to right writes a sentence. Words in round boxes are written as they are; names in
 * square ones are rules, or signs such as ID.
 *
 * @param title - what a reader who does not see the picture is told that it shows.
 */
export function railroad(title: string, rules: readonly GrammarAST.ParserRule[]): string {
  let y = MARGIN;
  let width = 0;
  const drawn: string[] = [];
  for (const { name, definition } of rules) {
    drawn.push(`<text class="rule" x="${MARGIN}" y="${y + 10}">${name}</text>`);
    y += 24;
    for (const row of rowsOf(definition)) {
      y += row.up;
      drawn.push(line(MARGIN, y, MARGIN + GAP), row.at(MARGIN + GAP, y));
      drawn.push(line(MARGIN + GAP + row.width, y, MARGIN + 2 * GAP + row.width));
      width = Math.max(width, row.width + 2 * GAP);
      y += row.down + 10;
    }
    y += 14;
  }
  const size = `width="${n(width + 2 * MARGIN)}" height="${n(y)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size}>
<title>${title}, as a diagram</title>
<style>rect,path{fill:none;stroke:#444}text{font:12px monospace;fill:#111}.rule{font-weight:bold}.word{fill:#f3f6fb}.name{fill:#fff}</style>
<rect width="100%" height="100%" style="fill:#fff;stroke:none"/>
${drawn.join("\n")}
</svg>
`;
}

/** A sequence in as many rows as it needs; where one ends the next goes on. */
function rowsOf(definition: GrammarAST.AbstractElement): readonly Drawn[] {
  const isSequence = GrammarAST.isGroup(definition) && definition.cardinality === undefined;
  const parts = (isSequence ? definition.elements : [definition]).flatMap(draw);
  const rows: Drawn[][] = [[]];
  let width = 0;
  for (const part of parts) {
    if (width > 0 && width + part.width > WIDTH) {
      rows.push([]);
      width = 0;
    }
    rows.at(-1)?.push(part);
    width += part.width + GAP;
  }
  return rows.map(sequence);
}

/** Draws an element; nothing where it reads nothing. */
function draw(element: GrammarAST.AbstractElement): readonly Drawn[] {
  const [once] = drawOnce(element);
  if (once === undefined) return [];
  switch (element.cardinality) {
    case "?":
      return [choice([LINE, once])];
    case "*":
      return [choice([LINE, repeated(once)])];
    case "+":
      return [repeated(once)];
    default:
      return [once];
  }
}

function drawOnce(element: GrammarAST.AbstractElement): readonly Drawn[] {
  if (GrammarAST.isGroup(element)) return [sequence(element.elements.flatMap(draw))];
  if (GrammarAST.isAlternatives(element)) {
    return [choice(element.elements.map((one) => sequence(draw(one))))];
  }
  if (GrammarAST.isAssignment(element)) return draw(element.terminal);
  if (GrammarAST.isKeyword(element)) return [box(element.value, "word")];
  if (GrammarAST.isCrossReference(element)) return [box("ID", "name")];
  if (GrammarAST.isRuleCall(element)) return [box(element.rule.$refText, "name")];
  return [];
}

const LINE: Drawn = { width: 0, up: 0, down: 0, at: () => "" };

function box(text: string, kind: "word" | "name"): Drawn {
  const width = text.length * CHARACTER + 16;
  const round = kind === "word" ? ` rx="${HALF}"` : "";
  return {
    width,
    up: HALF,
    down: HALF,
    at: (x, y) =>
      `<rect class="${kind}" x="${n(x)}" y="${n(y - HALF)}" width="${n(width)}" height="${2 * HALF}"${round}/>` +
      `<text x="${n(x + 8)}" y="${n(y + 4)}">${escaped(text)}</text>`,
  };
}

function sequence(parts: readonly Drawn[]): Drawn {
  const width =
    parts.reduce((sum, part) => sum + part.width, 0) + GAP * Math.max(0, parts.length - 1);
  return {
    width,
    up: Math.max(0, ...parts.map(({ up }) => up)),
    down: Math.max(0, ...parts.map(({ down }) => down)),
    at: (x, y) => {
      let to = x;
      return parts
        .map((part, i) => {
          const from = to;
          to = from + part.width + GAP;
          const joint = i === 0 ? "" : line(from - GAP, y, from);
          return joint + part.at(from, y);
        })
        .join("");
    },
  };
}

/** Several ways, the first on the line and the others below it. */
function choice(ways: readonly Drawn[]): Drawn {
  const inner = Math.max(...ways.map(({ width }) => width));
  const width = inner + 4 * BEND;
  const offsets: number[] = [];
  let down = 0;
  ways.forEach((way, i) => {
    const offset = i === 0 ? 0 : down + Math.max(way.up, BEND) + 8;
    offsets.push(offset);
    down = Math.max(offset + way.down, i === 0 ? way.down : 0);
  });
  return {
    width,
    up: ways[0]?.up ?? 0,
    down,
    at: (x, y) =>
      ways
        .map((way, i) => {
          const to = y + (offsets[i] ?? 0);
          const from = x + 2 * BEND;
          const bends = i === 0 ? line(x, y, from) : rails(x, y, to, width);
          const rest = line(from + way.width, to, x + width - (i === 0 ? 0 : 2 * BEND));
          return bends + way.at(from, to) + rest;
        })
        .join(""),
  };
}

/** The rails from the line down to a way, and back up behind it. */
function rails(x: number, y: number, to: number, width: number): string {
  const turn = (at: number, side: 1 | -1) =>
    `M${n(at)} ${n(y)}q${side * BEND} 0 ${side * BEND} ${BEND}V${n(to - BEND)}q0 ${BEND} ${side * BEND} ${BEND}`;
  return `<path d="${turn(x, 1)}"/><path d="${turn(x + width, -1)}"/>`;
}

/** What may be said again: the line goes back below it. */
function repeated(once: Drawn): Drawn {
  const width = once.width + 2 * BEND;
  const below = once.down + ROW / 2;
  return {
    width,
    up: once.up,
    down: below,
    at: (x, y) => {
      const [from, to] = [x + BEND, x + BEND + once.width];
      const back = `M${n(to)} ${n(y)}q${BEND} 0 ${BEND} ${n(below / 2)}T${n(to)} ${n(y + below)}H${n(from)}q${-BEND} 0 ${-BEND} ${n(-below / 2)}T${n(from)} ${n(y)}`;
      return `${line(x, y, from)}${once.at(from, y)}${line(to, y, x + width)}<path d="${back}"/>`;
    },
  };
}

function line(from: number, y: number, to: number): string {
  return from === to ? "" : `<path d="M${n(from)} ${n(y)}H${n(to)}"/>`;
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
