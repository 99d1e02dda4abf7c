import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AGREEMENT, codes, only, said, withLines } from "../../testing/case.ts";
import { parseTexts } from "../parse-texts.ts";

describe("one error never hides the rest", () => {
  test("syntax errors in different declarations are all told", () => {
    const { diagnostics } = withLines(
      [
        "party",
        'undertaking peace by US\n  to "keep it" forever',
        "removal is verified when missiles absent from island",
        'item "x" counted each',
        "nonsense line here",
        'party UK "Britain"',
      ].join("\n"),
    );
    expect(said(diagnostics)).toEqual([
      "accord.proviso:30:1 syntax: Expected an id after `party`, found the end.",
      'accord.proviso:32:16 syntax: `forever` cannot stand here after `"keep it"`.',
      "accord.proviso:33:35 syntax: Expected `is` or `are` after `missiles`, found `absent`.",
      'accord.proviso:34:6 syntax: Expected an id after `item`, found `"x"`.',
      "accord.proviso:35:1 unknown-declaration: No declaration begins with `nonsense`.",
    ]);
  });

  test("an error in one item of a list does not hide one in another", () => {
    const lines = `removal is verified when all of
  - missiles from island
  - respect is verified
  - bombers is are absent
  - nothing is verified
`;
    expect(codes(lines)).toEqual(["syntax", "syntax", "undefined-reference"]);
  });

  test("an error in one part of a clause does not hide one in another", () => {
    const lines = `undertaking u by US
  rests on lettre
  to "act" forever
  due when respect is verified and
  within thirty days
  by 1962-12-20
  with 5 days grace
measure m by US until later
  in force from tomorrow
  may be relaxed for 5 days, in return for "x"
`;
    expect(said(withLines(lines).diagnostics)).toEqual([
      "accord.proviso:31:12 undefined-reference: Nothing is declared as `lettre`.",
      'accord.proviso:32:12 syntax: `forever` cannot stand here after `"act"`.',
      "accord.proviso:34:3 syntax: `within` cannot stand here after `and`.",
      "accord.proviso:34:10 syntax: Expected a number after `within`, found `thirty`.",
      "accord.proviso:36:15 syntax: Expected `of` after `days`, found `grace`.",
      "accord.proviso:37:17 syntax: `until` cannot stand here after `US`.",
      "accord.proviso:38:17 syntax: Expected a date (1962-10-27) after `from`, found `tomorrow`.",
      "accord.proviso:39:22 syntax: Expected `at` after `for`, found `5`.",
    ]);
  });

  test("a part that could not be read is not told as missing, nor what depends on it", () => {
    const lines = `undertaking u by US
  to do something
undertaking v by US
  levels low = high
  to "act"
v reaches high when u is verified
`;
    expect(codes(lines)).toEqual(["syntax", "syntax"]);
  });

  test("an error in syntax does not hide errors in meaning, nor those in other files", () => {
    const { diagnostics } = parseTexts([
      { file: "a", source: `${AGREEMENT}party\nrespect is verified when peace is verified\n` },
      { file: "b", source: "reading r of accord by UK\npart x\n" },
    ]);
    expect(diagnostics.map(({ file, code }) => [file, code])).toEqual([
      ["a", "syntax"],
      ["a", "undefined-reference"],
      ["b", "undefined-reference"],
      ["b", "unknown-declaration"],
    ]);
  });

  test("what refers to a declaration that could not be read is not blamed for it", () => {
    const lines = `undertaking peace by
undertaking calm "Calm" to
states A "a", B "b" C
place q "Q" a port
respect is verified when all of
  - peace is verified
  - calm is verified
  - A promises
  - missiles are absent from q
`;
    expect(codes(lines)).toEqual(["syntax", "syntax", "syntax", "syntax"]);
  });

  test("what a declaration would have said, had it been read, is not missed", () => {
    const lines = `methods radar "radar" sonar "sonar"
instrument note "n" on 1962-10-01 { passage p "p" passage "q" passage r "r" }
place q "Q", a depot in
open term doubt "any doubt" = = missiles
undertaking peace by US
  rests on note.p, note.r
  to "keep the peace"
respect is verified when all of
  - missiles are absent from every depot by radar or sonar
  - any doubt
`;
    expect(codes(lines)).toEqual(["syntax", "syntax", "syntax", "syntax"]);
  });

  test("references before an error in the same declaration are still checked", () => {
    const lines = `removal is verified when all of
  - peace is verified
  - missiles absent
`;
    expect(codes(lines)).toEqual(["undefined-reference", "syntax"]);
  });

  test("an item that is not closed, and a brace, end with their declaration", () => {
    const lines = `instrument open "Open" on 1962-10-01 { passage p "p"
removal is verified when (missiles are absent from island
group G "g" { US
party UK "Britain" }
respect is verified when UK promises
`;
    expect(codes(lines)).toEqual(["syntax", "syntax", "syntax", "syntax"]);
  });

  test("a slip in the first word is met with the word that was meant", () => {
    expect(only('undertakng peace by US\n  to "x"')).toMatchObject({
      code: "unknown-declaration",
      line: 30,
      column: 1,
      endColumn: 11,
      remedy: expect.stringContaining("Did you mean `undertaking`?"),
    });
  });

  test("a line that should go on but is not indented is told to be", () => {
    const { diagnostics } = withLines('undertaking peace by US\nrests on letter\n  to "x"\n');
    expect(diagnostics.map(({ code }) => code)).toEqual(["missing-part", "unknown-declaration"]);
    expect(diagnostics[1]?.remedy).toContain("indent");
  });

  test("texts and comments that are not closed are told at their place", () => {
    expect(codes('party UK "Britain\nparty FR "France"')).toContain("open-string");
    expect(only("/* this goes on\nparty\n")).toMatchObject({
      code: "open-comment",
      line: 30,
      column: 1,
    });
    expect(codes("party UK “Britain”")).toContain("unexpected-character");
  });

  test("tabs in the indentation are told", () => {
    expect(only('undertaking peace by US\n\tto "x"')).toMatchObject({ code: "tab-indentation" });
  });

  test("what is wrong with one declaration is the same whatever is wrong with others", () => {
    const sound = [
      'party UK "Britain"',
      "removal is verified when all of\n  - missiles are absent from nowhere\n  - respect is verified",
      'instrument note "n" on 1962-02-31 {\n  passage p "p"\n}',
    ];
    const alone = sound.flatMap((declaration) => codes(`${declaration}\n`));
    const broken = fc.constantFrom(
      "party",
      "undertaking x by",
      'instrument n2 "n" on 1962-10-01 {',
      "respect is verified when (((",
      "respect is verified when all of\n  - (missiles are",
      "garble garble garble",
      'group G "g" { US,',
      "- respect is verified",
      ") } ,",
      'course c "c" expects',
    );
    fc.assert(
      fc.property(fc.array(broken, { minLength: 1, maxLength: 6 }), (breaks) => {
        const lines = sound.flatMap((declaration, i) => [breaks[i % breaks.length], declaration]);
        const found = codes(`${[...lines, ...breaks].join("\n")}\n`);
        const rest = found.filter((code) => code === "undefined-reference" || code === "bad-date");
        expect(rest).toEqual(alone);
      }),
      { numRuns: 100 },
    );
  });
});
