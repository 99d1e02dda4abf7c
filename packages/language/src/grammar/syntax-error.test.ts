import { describe, expect, test } from "vitest";
import { only, said, withLines } from "../../testing/case.ts";

const remedy = (lines: string) => only(`${lines}\n`).remedy;
const message = (lines: string) => only(`${lines}\n`).message;

describe("what to write instead", () => {
  test.each([
    [
      "missiles absent from island",
      /^Write `is` or `are` before `absent`\. .*X is absent from PLACE/,
    ],
    [
      "missiles are absnt from island",
      /^Did you mean `absent`\? Write it as: X is absent from PLACE/,
    ],
    ["missiles are absent from island seen 14 days", /^Write `within` before `14`/],
    ["missiles are absent from island, seen within 14 dyas", /^Did you mean `days`\?/],
    ["missiles are absent from island for 30 days", /^For how long is asked only of how a clause/],
    ["missiles are absent from island with observers of UN", /^Leave out `with`\.$/],
    [
      "missiles are absent from island sufficient alone",
      /after a method: by METHOD, sufficient alone/,
    ],
    ["missiles are absent from sagua, mariel", /^A comma lists nothing here/],
    ["missiles are counted as crated atleast 12", /^Did you mean `at least`\?/],
    ["missiles are counted as crated at last 12", /^Did you mean `least`\?/],
    ["missiles are counted as crated at least -3", /^Write a number from 0/],
    ["access to island granted", /^Write `is` before `granted`/],
    ["acess to island is granted", /^Did you mean `access`\?/],
    ["USSR promisses on removal", /^Did you mean `promises`\? Write it as: PARTY promises/],
    ["inspection of island has ceassed", /^Did you mean `ceased`\?/],
    ["respect Is verified", /^Did you mean `is`\?/],
    ["removal verified", /^Write `is` or `are` before `verified`\. .*CLAUSE is verified/],
    ["at least two of", /^Write the number in figures: 2\.$/],
    ["all of respect is verified", /each item on a line/],
    ["all of\n  respect is verified\n  removal is late", /each item on a line/],
    ["respect is verified and", /^Write a condition after `and`/],
  ])("%s", (condition, expected) => {
    expect(remedy(`removal is verified when ${condition}\n`)).toMatch(expected);
  });

  test.each([
    ["party UK Britain", /^Write it as: party ID "title"\.$/],
    ["removal verified when respect is verified", /^Write `is` or `are` before `verified`/],
    ["removal is verifed when respect is verified", /^Did you mean `verified`\?/],
    ["removal is verified if respect is verified", /^Write `when` in place of `if`/],
    ["measure m by US\n  in force\n  lifted within 24 hours", /^Write `then` before `lifted`/],
    ["measure m by US\n  in force from 1963-03-01 to 1963-04-01", /^Write `until` and the date/],
    ["measure m by US\n  in force\n  snap back", /^Did you mean `snaps`\? Write it as: snaps back/],
    ['undertaking u by US\n  to "x"\n  rest on letter', /^Did you mean `rests`\?/],
    [
      'undertaking u by US\n  to "x"\n  every month, the first by 1962-12-01',
      /every 6 months, the first/,
    ],
    [
      "undertaking u by US to USSR\n  to pay at least 1000 francs in all",
      /ask for the sum as a count/,
    ],
    [
      "undertaking u by US to USSR\n  to deliver the engine",
      /^Put what is done in quotes: to "…"\.$/,
    ],
    [
      "undertaking u by US to USSR\n  to remoe missiles from island through returned",
      /^Did you mean `remove`\?/,
    ],
    [
      'undertaking u by US\n  for every 2 days late, 0.5 % of the price\n  to "x"',
      /^No sum grows with a delay\. .*due when DUTY is late/,
    ],
    [
      'undertaking u by US\n  within 1 month after notice of US, extended by 2 months\n  to "x"',
      /^No term of a duty is made longer by a notice/,
    ],
    ['undertaking u by US\n  to "x"\n  within thirty days', /^Write the number in figures: 30\.$/],
    ['undertaking u by US\n  to "x"\n  no later than 1962-12-20', /^Write `by` and the date/],
    ['undertaking u by US\n  to "x"\n  before 1962-12-20', /^Write `by` and the last day/],
    ['undertaking u by US\n  to "x"\n  by 1 February 1962', /: 1962-02-01\.$/],
    ['undertaking u by US\n  to "x"\n  by the 1 February 1962', /: 1962-02-01\.$/],
    ['undertaking u by US\n  to "x"\n  by February 1, 1962', /: 1962-02-01\.$/],
    ['undertaking u by US\n  to "x"\n  by 31 February 1962', /^There is no such day/],
    ['undertaking u by US\n  to "x"\n  by 1/2/1962', /^Write the date as year, month and day/],
    ['undertaking u by US\n  shall "act"', /^Write `to` and what is done/],
    ['undertaking u by US\n  to "x"\n  levels low high', /^Write `,` before `high`/],
    ["assurance a by US\n  takes effect when removal is verified", /while/],
    ['instrument i "x" on 27 October 1962', /1962-10-27/],
    ['place x "x" a port in island', /^Write `,` before `a`/],
    ["authority X may lift measures with approval of President", /^Write `the` before `approval`/],
  ])("%s", (lines, expected) => {
    expect(remedy(lines)).toMatch(expected);
  });

  test("what was expected and found is named, with the word before", () => {
    expect(message("authority X can lift measures")).toBe(
      "Expected `may` or a text in quotes after `X`, found `can`.",
    );
    expect(message('item x "x"')).toBe(
      'Expected `counted` or `by` or `measured` after `"x"`, found the end.',
    );
    expect(message("removal is verified if respect is verified")).toBe(
      "Expected `when` after `verified`, found `if`.",
    );
  });

  test("several errors of one sentence are told, each once, with what else is wrong with it", () => {
    const lines = `removal is verifed when missles are absnt from iland by areal photography
  and bombers absent from island, seen within 14 dyas
`;
    expect(said(withLines(lines).diagnostics)).toEqual([
      "accord.proviso:30:12 syntax: Expected `verified` after `is`, found `verifed`.",
      "accord.proviso:30:25 undefined-reference: Nothing is declared as `missles`.",
      "accord.proviso:30:37 syntax: `absnt` cannot stand here after `are`.",
      "accord.proviso:30:48 undefined-reference: Nothing is declared as `iland`.",
      "accord.proviso:30:57 unknown-method: `areal photography` is neither a method nor a body.",
      "accord.proviso:31:15 syntax: Expected `is` or `are` after `bombers`, found `absent`.",
      "accord.proviso:31:50 syntax: `dyas` cannot stand here after `14`.",
    ]);
  });

  test("after words that mean nothing, reading goes on at the next sentence, and no sooner", () => {
    const lines = `removal is verified when missiles nowhere near sagua or mariel at all
  and respect is kept and missiles are absnt from island
`;
    const found = said(withLines(lines).diagnostics);
    expect(found[0]).toContain("30:64 syntax");
    expect(found.at(-1)).toBe(
      "accord.proviso:31:40 syntax: `absnt` cannot stand here after `are`.",
    );
    expect(found).toHaveLength(2);
  });

  test("what cannot be said is told once, and its echoes are not", () => {
    const lines = 'undertaking u by US\n  to "x"\n  for every 2 days late\n';
    expect(withLines(lines).diagnostics).toHaveLength(1);
  });

  test("a dash with nothing after it is told at the dash", () => {
    expect(only("removal is verified when all of\n  -\n  - respect is verified")).toMatchObject({
      code: "syntax",
      line: 31,
      column: 3,
    });
  });
});
