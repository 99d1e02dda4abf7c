import { describe, expect, test } from "vitest";
import { codes, declared, meaning, only, withLines } from "../../testing/case.ts";

describe("who", () => {
  test("a party, a state and a body are declared with a title", () => {
    expect(declared('party DPRK "North Korea"')).toMatchObject({
      kind: "party",
      id: "DPRK",
      title: "North Korea",
    });
    expect(declared('state Haiti "Haiti"')).toMatchObject({ kind: "state", id: "Haiti" });
    expect(declared('body navy "Navy", acts for US')).toMatchObject({
      kind: "body",
      actsFor: "US",
    });
  });

  test("several states are declared in one sentence, each with its own place", () => {
    const { text } = withLines('states A "a",\n  B "b"');
    expect(text.declarations.slice(-2)).toMatchObject([
      { kind: "state", id: "A" },
      { kind: "state", id: "B", at: { column: 3 } },
    ]);
  });

  test("a group names its members", () => {
    expect(declared('group All "all" { US, UN }')).toMatchObject({ members: ["US", "UN"] });
  });

  test("a group without members is refused: what holds of each of none is never verified", () => {
    expect(codes('group None "none" { }')).toEqual(["empty-list"]);
  });

  test("a group of items is refused", () => {
    expect(only('group Odd "odd" { missiles }')).toMatchObject({ code: "wrong-kind" });
  });
});

describe("what was said", () => {
  test("an instrument has its parties, its date on the clocks of the zone, and its passages", () => {
    const instrument = declared(
      'instrument note "A note" from US to USSR on 1962-10-28 09:00 { passage p "one" "two" }',
    );
    expect(meaning(instrument)).toEqual({
      kind: "instrument",
      id: "note",
      title: "A note",
      from: "US",
      to: "USSR",
      on: Date.UTC(1962, 9, 28, 14),
      passages: [{ id: "p", text: "one two" }],
      standsUntouched: false,
      obligations: [],
    });
  });

  test("a date with its own offset is that instant, whatever the zone", () => {
    expect(declared('instrument note "A note" on 1962-10-28T09:00+03:00')).toMatchObject({
      on: Date.UTC(1962, 9, 28, 6),
    });
  });

  test("an instrument that stands untouched keeps the obligations under it", () => {
    const instrument = declared(
      'instrument rio "Treaty" on 1947-09-02 stands untouched\n  obligation of US "to act"',
    );
    expect(instrument).toMatchObject({
      standsUntouched: true,
      obligations: [{ of: "US", text: "to act" }],
    });
  });

  test("a date that does not exist is refused, and not rolled over", () => {
    for (const date of ["1962-02-30", "1962-13-01", "62-1-1", "1962-10-28 25:00"]) {
      expect(only(`instrument note "A note" on ${date}`)).toMatchObject({ code: "bad-date" });
    }
  });

  test("two passages of one id are refused", () => {
    expect(codes('instrument n "n" on 1962-10-01 { passage p "a" passage p "b" }')).toEqual([
      "duplicate-id",
    ]);
  });

  test("one instrument accepts another, as a party reads it", () => {
    const lines = 'instrument reply "Reply" on 1962-10-28\nreply accepts letter, as US reads it';
    expect(declared(lines)).toMatchObject({
      kind: "acceptance",
      id: "reply-accepts-letter",
      accepting: "reply",
      accepted: "letter",
      readBy: "US",
    });
  });
});

describe("what it is about", () => {
  test("an item is counted, kept by lot or measured", () => {
    expect(declared('item a "a" counted each')).toMatchObject({ counted: "each", unit: null });
    expect(declared('item a "a" by lot')).toMatchObject({ counted: "by-lot", unit: null });
    expect(declared('item a "a" measured in agent tonnes')).toMatchObject({
      counted: "measured",
      unit: "agent tonnes",
    });
  });

  test("a term has its items, what defines it, and what describes it", () => {
    const term = declared(
      'term arms "arms" = missiles, base\n  defined by letter.remove\n  described by letter',
    );
    expect(term).toMatchObject({
      items: ["missiles", "base"],
      definedBy: [{ instrument: "letter", passage: "remove" }],
      describedBy: [{ instrument: "letter", passage: null }],
      open: false,
    });
  });

  test("a term defined by a passage that the instrument does not have is refused", () => {
    expect(only('term arms "arms" = missiles defined by letter.remov')).toMatchObject({
      code: "undefined-reference",
      remedy: expect.stringContaining("`remove`"),
    });
  });

  test("an open term is marked as open", () => {
    expect(declared('open term sites "sites"')).toMatchObject({ kind: "term", open: true });
  });

  test("what a facility includes may rest on inference", () => {
    expect(
      declared('facility port "a port", base among them included by inference from "assurances"'),
    ).toMatchObject({ among: ["base"], inferredFrom: "assurances" });
  });

  test("a place has a kind, and may lie in an area", () => {
    expect(declared('place p "P", an air base in island from "p.geojson"')).toMatchObject({
      placeKind: "air base",
      within: "island",
      geometry: "p.geojson",
    });
    expect(declared('area sea "the sea"')).toMatchObject({ placeKind: "area", within: null });
  });

  test("a class among its own members is refused, however long the way round", () => {
    expect(codes('term a "a" = b\nterm b "b" = a')).toEqual(["circular-term", "circular-term"]);
    expect(codes('area a "a" in b\narea b "b" in a')).toEqual(["circular-term", "circular-term"]);
    expect(codes('facility f "f", f among them')).toEqual(["circular-term"]);
    // What only holds a circle, or is held by one, is not blamed for it.
    expect(
      codes('term a "a" = b, d\nterm b "b" = a\nterm c "c" = a\nterm d "d" = missiles'),
    ).toEqual(["circular-term", "circular-term"]);
  });
});

describe("classes of kinds of place", () => {
  test("name kinds that places are of", () => {
    expect(declared('places sites "the sites" = launch site, port')).toMatchObject({
      kind: "place-class",
      placeKinds: ["launch site", "port"],
    });
    expect(only('places sites "the sites" = lanch site')).toMatchObject({
      code: "unknown-place-kind",
      remedy: expect.stringContaining("Did you mean `launch site`?"),
    });
  });
});

describe("the calendar", () => {
  const calendar = (line: string) => withLines(`${line}\n`).text.calendar;

  test("is Saturdays and Sundays, where no line names other days of the week", () => {
    expect(calendar("")).toEqual({ weekend: [0, 6], holidays: [] });
    expect(calendar("no business on 2030-03-05")).toEqual({
      weekend: [0, 6],
      holidays: ["2030-03-05"],
    });
    expect(calendar("no business on Friday, Saturday, 2030-03-05")).toEqual({
      weekend: [5, 6],
      holidays: ["2030-03-05"],
    });
  });

  test("knows only days that there are, and leaves some to do business on", () => {
    expect(only("no business on Sonday")).toMatchObject({
      code: "bad-date",
      remedy: expect.stringContaining("Did you mean `Sunday`?"),
    });
    expect(codes("no business on 2030-02-30")).toEqual(["bad-date"]);
    const week = "Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday";
    expect(codes(`no business on ${week}`)).toEqual(["bad-date"]);
    expect(codes("no business on Sunday\nno business on Monday")).toEqual(["duplicate-part"]);
  });
});

describe("who decides and where it may go", () => {
  test("an authority has powers, over one thing or all, with the approval of another", () => {
    const authority = declared(
      "authority Secretary may relax measures, with the approval of President, and lift quarantine",
    );
    expect(authority).toMatchObject({
      title: "Secretary",
      may: [
        { act: "relax", of: null, withApprovalOf: "President" },
        { act: "lift", of: "quarantine", withApprovalOf: null },
      ],
    });
  });

  test("a power over the wrong kind of thing is refused", () => {
    expect(only("authority Secretary may lift removal")).toMatchObject({
      code: "wrong-kind",
      message: "`removal` is an undertaking, not a measure.",
    });
    expect(codes("authority Secretary may lift texts")).toEqual(["wrong-kind"]);
  });

  test("a power may begin on a date, need an approval, and ask a condition", () => {
    const authority = declared(
      "authority Council may lift quarantine with the approval of President from 2030-01-01 when respect is verified, and hold provocation shown, resume undertakings",
    );
    expect(authority).toMatchObject({
      may: [
        {
          act: "lift",
          of: "quarantine",
          withApprovalOf: "President",
          from: Date.UTC(2030, 0, 1, 5),
          when: { kind: "clause", clause: "respect" },
        },
        { act: "hold", of: "provocation", from: null, when: null },
        { act: "resume", of: null },
      ],
    });
  });

  test.each([
    ["continue", "measures"],
    ["tender", "assurances"],
    ["resume", "undertakings"],
    ["release", "undertakings"],
    ["cure", "undertakings"],
    ["terminate", "texts"],
    ["approve", "equivalents"],
    ["hold", "exceptions"],
  ])("whoever may %s may do so to all %s", (act, every) => {
    expect(declared(`authority Council may ${act} ${every}`)).toMatchObject({
      may: [{ act, of: null }],
    });
  });

  test("only what is held is shown", () => {
    expect(only("authority Council may lift quarantine shown")).toMatchObject({
      code: "misplaced",
    });
    expect(only("authority Council may hold respect shown")).toMatchObject({ code: "wrong-kind" });
  });

  test("a course expects what may be said in free words or in quotes", () => {
    expect(declared('course c "c" expects access is granted, "a, b"')).toMatchObject({
      expects: ["access is granted", "a, b"],
    });
  });
});
