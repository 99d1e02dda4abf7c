import { describe, expect, test } from "vitest";
import { AGREEMENT, only, said } from "../../testing/case.ts";
import { parseTexts } from "../parse-texts.ts";

const agreement = { file: "agreement.proviso", source: AGREEMENT };
const reading = (source: string) => ({
  file: "readings/us.proviso",
  source: `reading us of accord by US under authority President "Ours"\n${source}`,
});
const amendment = (name: string, of: string, source: string) => ({
  file: `amendments/${name}.proviso`,
  source: `amendment ${name} of ${of} under authority President\n${source}`,
});

const diagnose = (...files: Parameters<typeof parseTexts>[0]) =>
  said(parseTexts(files).diagnostics);

describe("a reading", () => {
  test("refers to what the agreement declares, whatever the order of the files", () => {
    const files = [
      reading("removal is verified when missiles are absent from island\n"),
      agreement,
    ];
    const { texts, diagnostics } = parseTexts(files);
    expect(diagnostics).toEqual([]);
    expect(texts.map(({ kind, id, file }) => [kind, id, file])).toEqual([
      ["reading", "us", "readings/us.proviso"],
      ["agreement", "accord", "agreement.proviso"],
    ]);
    expect(texts[0]).toMatchObject({ of: "accord", by: "US", authority: "President" });
  });

  test("is dated on the clocks of its agreement", () => {
    const { texts } = parseTexts([agreement, reading('instrument note "n" on 1962-11-01 12:00\n')]);
    expect(texts[1]).toMatchObject({ declarations: [{ on: Date.UTC(1962, 10, 1, 17) }] });
  });

  test("may have its own version of a term, but not make another thing of an id", () => {
    expect(diagnose(agreement, reading('term weapons "weapons" = missiles\n'))).toEqual([]);
    expect(diagnose(agreement, reading('party missiles "odd"\n'))).toEqual([
      "readings/us.proviso:2:1 duplicate-id: `missiles` is an item at agreement.proviso:14.",
    ]);
  });

  test("stands in the file of its agreement too, from its first line to the next text", () => {
    const source = `${AGREEMENT}\n${reading("removal is verified when provocation\n").source}`;
    const { texts, diagnostics } = parseTexts([{ file: "all.proviso", source }]);
    expect(diagnostics).toEqual([]);
    expect(texts).toMatchObject([
      { kind: "agreement", requirements: [] },
      { kind: "reading", requirements: [{ clause: "removal" }], source },
    ]);
  });

  test("without its agreement is told that, and not that every word of it is unknown", () => {
    const alone = reading("removal is verified when missiles are absent from every launch site\n");
    expect(diagnose(alone)).toEqual([
      "readings/us.proviso:1:15 undefined-reference: There is no agreement `accord` among the files.",
    ]);
  });

  test("cannot count on what only an amendment adds", () => {
    const later = amendment("a1", "accord", 'add party UK "Britain"\n');
    const { diagnostics } = parseTexts([
      agreement,
      reading("removal is verified when UK promises\n"),
      later,
    ]);
    expect(diagnostics).toMatchObject([
      { code: "undefined-reference", remedy: expect.stringContaining("Only an amendment adds it") },
    ]);
  });
});

describe("an amendment", () => {
  const us = reading('method telescope "telescope"\n');

  test("refers to its text, to the agreement below that, and to what other amendments add", () => {
    const first = amendment("a1", "accord", 'add party UK "Britain"\n');
    const second = amendment("a2", "us", 'add body RAF "Air Force", acts for UK\n');
    const third = amendment(
      "a3",
      "us",
      "raise removal is verified when removal is supervised by RAF by telescope\n",
    );
    expect(diagnose(agreement, us, third, second, first)).toEqual([]);
  });

  test("says what it does with each sentence", () => {
    const ops = amendment(
      "a1",
      "us",
      [
        'add methods radar "radar", sonar "sonar"',
        'replace party US "America"',
        "require respect is verified when provocation",
        "lower removal is verified when provocation",
        "repeal quarantine",
        "",
      ].join("\n"),
    );
    const { texts, diagnostics } = parseTexts([agreement, us, ops]);
    expect(diagnostics).toEqual([]);
    expect(texts[2]).toMatchObject({
      kind: "amendment",
      of: "us",
      ops: [
        { op: "add", declaration: { id: "radar" }, at: { line: 2 } },
        { op: "add", declaration: { id: "sonar" } },
        { op: "replace", declaration: { id: "US", title: "America" } },
        { op: "require", requirement: { clause: "respect" } },
        { op: "lower", requirement: { clause: "removal" } },
        { op: "repeal", id: "quarantine" },
      ],
    });
  });

  test("adds nothing that is there already", () => {
    const { diagnostics } = parseTexts([
      agreement,
      amendment("a1", "accord", 'add party US "x"\n'),
    ]);
    expect(diagnostics).toMatchObject([
      { code: "duplicate-id", remedy: expect.stringContaining("`replace`") },
    ]);
  });

  test("replaces and repeals nothing that is not there", () => {
    const lines = 'replace party UK "Britain"\nrepeal peace\n';
    expect(diagnose(agreement, amendment("a1", "accord", lines))).toEqual([
      "amendments/a1.proviso:2:9 undefined-reference: There is no `UK` to replace.",
      "amendments/a1.proviso:3:8 undefined-reference: Nothing is declared as `peace`.",
    ]);
  });

  test("says with a word what it does; and nothing else has such words", () => {
    expect(
      parseTexts([agreement, amendment("a1", "accord", 'party UK "Britain"\n')]).diagnostics,
    ).toMatchObject([{ code: "misplaced", remedy: expect.stringContaining("`add`") }]);
    expect(only('add party UK "Britain"')).toMatchObject({ code: "misplaced" });
  });

  test("has neither time zone nor brief", () => {
    expect(
      parseTexts([agreement, amendment("a1", "accord", "time zone UTC\n")]).diagnostics,
    ).toMatchObject([{ code: "misplaced" }]);
  });
});

describe("ids", () => {
  test("an id that is declared twice is refused, with where it was", () => {
    expect(only('party US "again"')).toMatchObject({
      code: "duplicate-id",
      message: expect.stringContaining("accord.proviso:4"),
    });
  });

  test("two texts of one id are refused", () => {
    const twice = { ...agreement, file: "copy.proviso" };
    expect(diagnose(agreement, twice)[0]).toContain("duplicate-id");
  });

  test("words of the language can be ids, but for those that join a sentence", () => {
    for (const id of [
      "access",
      "base-camp",
      "support",
      "returned",
      "declared",
      "a",
      "zone",
      "lot",
    ]) {
      const lines = `item ${id} "x" counted each\nrespect is verified when ${id} is absent from island\n`;
      expect(diagnose({ file: "f", source: `${AGREEMENT}${lines}` })).toEqual([]);
    }
    expect(only('party by "x"')).toMatchObject({
      code: "syntax",
      remedy: "`by` is a word that joins sentences and cannot be an id: choose another.",
    });
  });

  test("a slip is met with the id that was meant", () => {
    expect(only("respect is verified when removel is verified")).toMatchObject({
      code: "undefined-reference",
      line: 30,
      column: 26,
      endLine: 30,
      endColumn: 33,
      remedy: expect.stringContaining("Did you mean `removal`?"),
    });
  });
});

describe("heads", () => {
  test("an agreement needs its zone and its brief", () => {
    const { diagnostics } = parseTexts([{ file: "f", source: 'agreement a "A"\n' }]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["missing-brief", "missing-zone"]);
  });

  test("a zone that the database does not have is refused", () => {
    const source = 'agreement a "A"\ntime zone America/Habana\nin brief "b"\n';
    expect(diagnose({ file: "f", source })).toEqual([
      "f:2:1 unknown-zone: There is no time zone `America/Habana`.",
    ]);
    expect(only("time zone UTC")).toMatchObject({ code: "duplicate-part" });
  });

  test("a file that does not say what it is, is told so once", () => {
    const { texts, diagnostics } = parseTexts([
      { file: "f", source: 'party US "u"\nparty R "r"\n' },
    ]);
    expect(texts).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["missing-head"]);
    expect(parseTexts([{ file: "f", source: "// nothing\n" }]).diagnostics).toMatchObject([
      { code: "missing-head" },
    ]);
  });
});
