import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatText, parseTexts } from "../src/index.ts";

/**
 * How many mutated texts are read: some in every run of the suite, a million on demand
 * (`FUZZ_RUNS=1000000 npx vitest run packages/language/testing/fuzz.test.ts`).
 */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 1000);

// Far more than they take: only a text that hangs passes it.
const LIMIT_MS = 60_000 + RUNS * 20;

const SAMPLE = readFileSync(new URL("./sample.proviso", import.meta.url), "utf8");
const HEAD = 'agreement a "A"\ntime zone UTC\nin brief "b"\n';
const WORDS = SAMPLE.match(/"[^"\n]*"|[\w-]+|\s+|./g) ?? [];
const SIGNS = ["(", ")", "{", "}", '"', "\n", "\n- ", "not ", "unless ", "for every site, (", "/*"];

interface Mutation {
  readonly at: number;
  readonly kind: number;
  readonly with: number;
}

const mutation = fc.record<Mutation>({
  at: fc.nat(399),
  kind: fc.nat(5),
  with: fc.nat(100_000),
});

const mutated = fc
  .record({
    start: fc.nat(WORDS.length - 1),
    length: fc.integer({ min: 1, max: 250 }),
    mutations: fc.array(mutation, { maxLength: 8 }),
    headed: fc.boolean(),
  })
  .map(({ start, length, mutations, headed }) => {
    const words = WORDS.slice(start, start + length);
    for (const one of mutations) mutate(words, one);
    return `${headed ? HEAD : ""}${words.join("")}`;
  });

function mutate(words: string[], { at, kind, with: other }: Mutation): void {
  const index = at % (words.length + 1);
  const sign = SIGNS[other % SIGNS.length] ?? "";
  switch (kind) {
    case 0:
      words.splice(index, 1 + (other % 3));
      break;
    case 1:
      words.splice(index, 0, WORDS[other % WORDS.length] ?? "");
      break;
    case 2:
      words.splice(index, 0, words.splice(other % (words.length + 1), 1)[0] ?? "");
      break;
    case 3:
      words[index] = String.fromCharCode(other % 0xffff);
      break;
    case 4:
      words.splice(index, 0, sign.repeat(1 + (other % 90)));
      break;
    default:
      words[index] = (words[index] ?? "").slice(0, other % 5);
  }
}

describe("mutated texts", () => {
  test(
    "are read or told what is wrong with them, never anything else",
    () => {
      fc.assert(
        fc.property(mutated, (source) => {
          const { texts, diagnostics } = parseTexts([{ file: "f", source }]);
          const lines = source.split(/\r\n|\r|\n/);
          for (const { line, column, endLine, endColumn, message, remedy } of diagnostics) {
            expect(line >= 1 && line <= lines.length && endLine >= line).toBe(true);
            expect(column >= 1 && (endLine > line || endColumn >= column)).toBe(true);
            expect(message !== "" && remedy !== "").toBe(true);
            // What was written is no remedy for it.
            const wrong = lines[line - 1]?.slice(
              column - 1,
              endLine > line ? undefined : endColumn - 1,
            );
            expect(/^Did you mean `(.*?)`\?/.exec(remedy)?.[1]).not.toBe(wrong);
            expect(/^Write it as: (.*)\.$/.exec(remedy)?.[1]).not.toBe(lines[line - 1]?.trim());
          }
          expect(texts.length + diagnostics.length).toBeGreaterThan(0);
        }),
        { numRuns: RUNS },
      );
    },
    LIMIT_MS,
  );

  test(
    "are laid out, if they are, so that laying them out again changes nothing",
    () => {
      fc.assert(
        fc.property(mutated, (source) => {
          const formatted = formatText(source);
          if ("text" in formatted) expect(formatText(formatted.text)).toEqual(formatted);
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      );
    },
    LIMIT_MS,
  );
});
