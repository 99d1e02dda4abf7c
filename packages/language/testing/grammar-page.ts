import { GrammarAST } from "langium";
import { railroad } from "./railroad.ts";

/** How wide a line of the page may be. */
const WIDTH = 96;

const HEAD = `# The grammar of the agreement language

Every sentence there is, as the parser has it: this page is written from
[its grammar](../packages/language/src/grammar/proviso.langium), and a test holds it to that. What the
sentences mean is in [the language by example](../packages/language/README.md).

Read \`"word"\` as itself, \`A B\` as one after the other, \`A | B\` as either, \`[ A ]\` as once or not at all, and
\`{ A }\` as any number of times. \`ID\` is the name of something: a word of letters, digits and hyphens.
Below each section the same stands as diagrams: follow the line from left to right.
Four signs are never written, and come from the layout: \`BEGIN\` before a word in the first column,
\`LIST_OPEN\` and \`LIST_CLOSE\` around the items of a list, \`PART\` before a line that begins a part with a
word that could also go on with what stands above.
`;

/**
 * Writes the page of a grammar: its rules in EBNF, under the headings that its source has.
 *
 * @param source - the text of the grammar, for its headings and their order.
 */
export function grammarPage(grammar: GrammarAST.Grammar, source: string): string {
  const sections = sectionsOf(grammar, source);
  const terminals = grammar.rules.flatMap((rule) =>
    GrammarAST.isTerminalRule(rule) && !rule.hidden && SHOWN.includes(rule.name)
      ? [`${rule.name} = ${TERMINALS[rule.name] ?? ""} ;`]
      : [],
  );
  const blocks = sections.map(({ title, rules }) => {
    const written = rules.map((rule) => layOut(`${rule.name} =`, write(rule.definition)));
    return `${block(title, written)}\n![${title}, as a diagram](images/grammar/${imageOf(title)})\n`;
  });
  return [HEAD, ...blocks, block("Signs and numbers", terminals)].join("\n");
}

/** The diagrams of a grammar, one a section, by the name of their file. */
export function grammarImages(
  grammar: GrammarAST.Grammar,
  source: string,
): ReadonlyMap<string, string> {
  const sections = sectionsOf(grammar, source);
  return new Map(sections.map(({ title, rules }) => [imageOf(title), railroad(title, rules)]));
}

function imageOf(title: string): string {
  return `${title.toLowerCase().replaceAll(" ", "-")}.svg`;
}

interface Section {
  readonly title: string;
  readonly rules: GrammarAST.ParserRule[];
}

/** The rules under the headings that the source has, in its order. */
function sectionsOf(grammar: GrammarAST.Grammar, source: string): readonly Section[] {
  const rules = new Map(grammar.rules.map((rule) => [rule.name, rule]));
  const sections: Section[] = [{ title: "A file", rules: [] }];
  for (const line of source.split("\n")) {
    const heading = /^\/\/ ── (.*?) ─+$/.exec(line)?.[1];
    if (heading !== undefined) sections.push({ title: heading, rules: [] });
    const name = /^(?:entry )?(\w+)(?: returns \w+)?:$/.exec(line)?.[1];
    const rule = name === undefined ? undefined : rules.get(name);
    if (rule === undefined || !GrammarAST.isParserRule(rule)) continue;
    sections.at(-1)?.rules.push(rule);
  }
  return sections;
}

const TERMINALS: Readonly<Record<string, string>> = {
  ID: "a letter, then letters, digits and hyphens",
  STRING: 'text between straight quotes on one line, with \\" and \\\\ for a quote and a backslash',
  NUMBER: "digits, or digits with a decimal point",
  DATE: "1962-10-28, or with a time and an offset 1962-10-28T09:00-05:00",
  TIME: "20:44",
  ZONE: "America/New_York",
  BULLET: "-",
};

const SHOWN: readonly string[] = Object.keys(TERMINALS);

function block(title: string, rules: readonly string[]): string {
  return `## ${title}\n\n\`\`\`ebnf\n${rules.join("\n")}\n\`\`\`\n`;
}

/** Writes an element, in parentheses or brackets where its number or its neighbours ask it. */
function write(element: GrammarAST.AbstractElement, isWithin = false): string {
  const { cardinality } = element;
  const inner = written(element);
  if (inner === "") return "";
  switch (cardinality) {
    case "?":
      return `[ ${inner} ]`;
    case "*":
      return `{ ${inner} }`;
    case "+":
      return `${grouped(inner)} { ${inner} }`;
    default:
      return isWithin ? grouped(inner) : inner;
  }
}

/** Puts a choice in parentheses, where what is said is one and nothing holds it together yet. */
function grouped(inner: string): string {
  let depth = 0;
  for (const word of inner.split(" ")) {
    if (OPENING.includes(word)) depth += 1;
    else if (CLOSING.includes(word)) depth -= 1;
    else if (word === "|" && depth === 0) return `( ${inner} )`;
  }
  return inner;
}

const OPENING: readonly string[] = ["(", "[", "{"];
const CLOSING: readonly string[] = [")", "]", "}"];

function written(element: GrammarAST.AbstractElement): string {
  if (GrammarAST.isKeyword(element)) return `"${element.value}"`;
  if (GrammarAST.isRuleCall(element)) return element.rule.$refText;
  if (GrammarAST.isCrossReference(element)) return "ID";
  if (GrammarAST.isAssignment(element)) return write(element.terminal);
  if (GrammarAST.isAction(element)) return "";
  if (GrammarAST.isGroup(element)) {
    const parts = element.elements.map((one) => write(one, true));
    return parts.filter((part) => part !== "").join(" ");
  }
  if (GrammarAST.isAlternatives(element)) {
    return element.elements.map((one) => write(one)).join(" | ");
  }
  throw new TypeError(`The page has no way to write a ${element.$type}.`);
}

/** Breaks a rule into lines, never after what opens a bracket nor before what closes one. */
function layOut(beginning: string, definition: string): string {
  const lines: string[] = [];
  let line = beginning;
  const words = `${definition} ;`
    .replaceAll(/([[({]) /g, "$1\u00a0")
    .replaceAll(/ ([\])};])/g, "\u00a0$1");
  for (const word of words.split(" ").map((one) => one.replaceAll("\u00a0", " "))) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `    ${word}`;
    } else {
      line = `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
