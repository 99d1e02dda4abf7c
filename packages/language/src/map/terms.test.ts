import { describe, expect, test } from "vitest";
import { codes, declared, only } from "../../testing/case.ts";

const duty = (lines: string) => declared(`undertaking u by US\n  to "act"\n  ${lines}`);
const measure = (lines: string) => declared(`measure m by US\n  ${lines}`);
const wrong = (lines: string) => codes(`undertaking u by US\n  to "act"\n  ${lines}`);
const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date);
const HOURS_WEST = 5 * 3_600_000;

describe("when an undertaking is owed", () => {
  test.each([
    ["3 months", { count: 3, unit: "month" }],
    ["1 year", { count: 1, unit: "year" }],
    ["10 business days", { count: 10, unit: "business-day" }],
    ["72 hours", { count: 72, unit: "hour" }],
  ])("within %s", (words, within) => {
    expect(duty(`within ${words}`)).toMatchObject({ within, eventClock: null });
  });

  test("a date alone is in time to its last minute, and a minute is the end itself", () => {
    expect(duty("by 2030-02-01")).toMatchObject({
      deadline: { ends: day(2030, 2, 2) + HOURS_WEST, wholeDay: true },
    });
    expect(duty("by 2030-02-01 18:00")).toMatchObject({
      deadline: { ends: day(2030, 2, 1) + HOURS_WEST + 18 * 3_600_000, wholeDay: false },
    });
  });

  test("days of grace move the end, of which there must be one", () => {
    expect(duty("by 2030-02-01, with 5 days of grace")).toMatchObject({
      grace: { count: 5, unit: "day" },
    });
    expect(wrong("with 5 days of grace")).toEqual(["missing-part"]);
  });

  test("an event sets a clock before it or after it", () => {
    expect(duty("at least 42 days before activity exercise of USSR")).toMatchObject({
      within: null,
      eventClock: {
        when: "before",
        span: { count: 42, unit: "day" },
        event: { predicate: { activity: "exercise", subject: "USSR", state: "ongoing" } },
      },
    });
    expect(duty("within 30 days after respect is breached")).toMatchObject({
      eventClock: { when: "after", event: { kind: "clause", state: "breached" } },
    });
    expect(wrong("within 2 days after provocation\n  at least 1 day before provocation")).toEqual([
      "duplicate-part",
    ]);
    expect(duty("within 2 days\n  within 3 days after provocation")).toMatchObject({
      within: { count: 2 },
      eventClock: { span: { count: 3 } },
    });
  });

  test("work without its state has begun: it is ongoing or complete", () => {
    expect(duty("at least 42 days before exercise of USSR at sagua by photography")).toMatchObject({
      eventClock: {
        event: {
          kind: "any",
          of: ["ongoing", "complete"].map((state) => ({
            predicate: { activity: "exercise", subject: "USSR", place: "sagua", state },
            criterion: { methods: ["photography"] },
          })),
        },
      },
    });
    expect(codes("respect is verified when exercise of USSR")).toEqual(["syntax"]);
  });

  test("it may fall due again and again", () => {
    expect(duty("every 6 months, the first by 2030-04-15")).toMatchObject({
      recurrence: { every: { count: 6, unit: "month" }, first: { wholeDay: true } },
    });
  });

  test("a suspension moves its date unless the text says otherwise", () => {
    expect(duty("by 2030-02-01")).toMatchObject({ suspensionMovesDate: true });
    expect(duty("by 2030-02-01\n  a suspension does not move the date")).toMatchObject({
      suspensionMovesDate: false,
    });
  });

  test("months and years are no freshness: nothing says when they begin", () => {
    const words = "respect is verified when missiles are absent from sagua, seen within 2 months";
    expect(only(words)).toMatchObject({ code: "bad-unit" });
    expect(wrong("within 40000 years")).toEqual(["bad-number"]);
  });
});

describe("what an undertaking says beside", () => {
  test("an exception excuses it, and is not the exception of when it is due", () => {
    const stated = declared(`undertaking u by US
  not to "fire", unless activity firing of USSR
  due when respect is verified`);
    expect(stated).toMatchObject({
      form: "refrain",
      exception: { predicate: { activity: "firing" } },
      dueWhen: { kind: "clause" },
    });
  });

  test("what is to be present is kept, and what is to be moved is done once", () => {
    expect(declared("undertaking u by US\n  that base is present at sagua")).toMatchObject({
      form: "keep",
      content: { kind: "present", subject: "base", place: "sagua" },
      title: "the presence of a base at Sagua",
    });
    expect(declared("undertaking u by US\n  to move bombers from sagua to mariel")).toMatchObject({
      form: "achieve",
      content: { kind: "move", subject: "bombers", from: "sagua", to: "mariel" },
      title: "the move of bombers from Sagua to Mariel",
    });
  });

  test("a ladder names its levels, each once, whatever stands on the line above", () => {
    expect(duty("levels low, high")).toMatchObject({ levels: ["low", "high"] });
    expect(
      duty("due when missiles are absent from sagua by photography\n  levels low, high"),
    ).toMatchObject({ levels: ["low", "high"] });
    expect(wrong("levels low, low")).toEqual(["duplicate-id"]);
  });

  test("a level is required, and asked for, only where the ladder has it", () => {
    expect(codes("training reaches primary when provocation")).toEqual([]);
    expect(codes("respect is verified when training reaches secondary")).toEqual([]);
    expect(only("training reaches primry when provocation")).toMatchObject({
      code: "undefined-reference",
      remedy: expect.stringContaining("Did you mean `primary`?"),
    });
    expect(only("respect is verified when removal reaches primary")).toMatchObject({
      code: "undefined-reference",
      remedy: "State its ladder where it is declared: levels primary.",
    });
  });
});

describe("how a measure ends and returns", () => {
  test("it ends on a date, or on a date or once a condition is verified", () => {
    expect(measure("in force from 2022-07-22 until 2022-11-19")).toMatchObject({
      until: null,
      expires: { ends: day(2022, 11, 20) + HOURS_WEST, wholeDay: true },
    });
    expect(measure("in force until 2022-11-19 or respect is verified")).toMatchObject({
      until: { kind: "clause" },
      expires: { wholeDay: true },
    });
    expect(measure("in force until respect is verified")).toMatchObject({ expires: null });
  });

  test("it goes on for a term by itself, unless that is objected to", () => {
    const ends = "in force until missiles are absent from sagua by photography\n  ";
    expect(measure(`${ends}extended for 120 days`)).toMatchObject({
      until: { criterion: { methods: ["photography"] } },
      renewal: { span: { count: 120, unit: "day" }, unless: null },
    });
    expect(
      measure("in force until 2022-11-19\n  extended for 120 days, unless US objects"),
    ).toMatchObject({ renewal: { unless: { predicate: { stance: "objects" } } } });
  });

  test("it may have parts, and be relaxed in part, for words or for a condition", () => {
    expect(
      measure(`in force
  in parts hailing "hailing", boarding "boarding and search"
  may be relaxed in part for at most 3 days, in return for "the visit"`),
    ).toMatchObject({
      parts: [
        { id: "hailing", title: "hailing" },
        { id: "boarding", title: "boarding and search" },
      ],
      relaxation: { inPart: true, inReturnFor: "the visit", atMost: { count: 3, unit: "day" } },
    });
    expect(
      measure("in force\n  may be relaxed for at most 3 days, in return for respect is verified"),
    ).toMatchObject({ relaxation: { inPart: false, inReturnFor: { kind: "clause" } } });
    expect(codes('measure m by US\n  in force\n  in parts a "a", a "b"')).toEqual(["duplicate-id"]);
  });

  test("it snaps back by itself, or a term after a notice unless someone continues the lifting", () => {
    expect(measure("in force\n  snaps back")).toMatchObject({ snapBack: { kind: "condition" } });
    expect(
      measure("in force\n  snaps back 30 days after notice of US unless UN continues it"),
    ).toMatchObject({
      snapBack: {
        kind: "notice",
        after: { count: 30, unit: "day" },
        notice: { kind: "any", of: [{ predicate: { activity: "notice" } }, {}] },
        unlessContinuedBy: "UN",
      },
    });
    expect(measure("in force\n  snaps back 30 days after respect is breached")).toMatchObject({
      snapBack: { kind: "notice", unlessContinuedBy: null },
    });
  });

  test("an option that states no condition is a plain permission", () => {
    expect(declared('option inspect by US "to inspect"')).toMatchObject({ opensWhen: null });
  });
});
