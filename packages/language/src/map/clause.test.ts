import { describe, expect, test } from "vitest";
import { codes, declared, meaning, only } from "../../testing/case.ts";

describe("undertakings", () => {
  test("an undertaking says what is undertaken, by whom, on what it rests and by when", () => {
    const undertaking = declared(`undertaking out "Bombers out" by USSR to US
  rests on letter.halt, letter
  with the cooperation of Cuba
  best efforts
  to remove bombers from Cuba through crated, departed
  due when removal is verified
  within 30 days, promptly, by 1962-12-20, from 1962-11-20 18:00`);
    expect(meaning(undertaking)).toEqual({
      kind: "undertaking",
      id: "out",
      title: "Bombers out",
      by: "USSR",
      to: "US",
      restsOn: [
        { instrument: "letter", passage: "halt" },
        { instrument: "letter", passage: null },
      ],
      cooperationOf: ["Cuba"],
      bestEfforts: true,
      content: {
        kind: "remove",
        subject: "bombers",
        from: "Cuba",
        through: ["crated", "departed"],
      },
      form: "achieve",
      dueWhen: { kind: "clause", clause: "removal", state: "verified", for: null },
      within: { count: 30, unit: "day" },
      promptly: true,
      deadline: { ends: Date.UTC(1962, 11, 21, 5), wholeDay: true },
      eventClock: null,
      recurrence: null,
      grace: null,
      suspensionMovesDate: true,
      exception: null,
      levels: [],
      from: Date.UTC(1962, 10, 20, 23),
    });
  });

  test("its form follows from what is undertaken", () => {
    const forms = [
      ["to remove missiles from island through returned", "achieve"],
      ["that no missiles enters Cuba", "refrain"],
      ["that base is absent from Cuba", "refrain"],
      ['to "work with others"', "achieve"],
      ['that "ships pass"', "keep"],
      ['not to "invade"', "refrain"],
    ] as const;
    for (const [words, form] of forms) {
      expect(declared(`undertaking u by US\n  ${words}`)).toMatchObject({ form });
    }
  });

  test("without a title it is called by what is undertaken", () => {
    expect(declared('undertaking u by US\n  to "work with others"')).toMatchObject({
      title: "work with others",
    });
    expect(declared('undertaking u by US\n  not to "fire"')).toMatchObject({
      title: "not to fire",
    });
    expect(
      declared("undertaking u by US\n  to remove missiles from island through returned"),
    ).toMatchObject({ title: "the removal of missiles from the island" });
  });

  test("one that does not say what is undertaken is refused", () => {
    expect(only("undertaking u by US\n  promptly")).toMatchObject({ code: "missing-part" });
  });

  test("a part that is stated twice is refused, as is one of another kind of clause", () => {
    expect(codes('undertaking u by US\n  to "a"\n  within 1 day\n  within 2 days')).toEqual([
      "duplicate-part",
    ]);
    expect(codes('undertaking u by US\n  to "a"\n  takes effect')).toEqual(["misplaced"]);
    expect(codes('undertaking u by US, for Cuba\n  to "a"')).toEqual(["misplaced"]);
  });

  test("a stage that items do not pass is refused, with the one that was meant", () => {
    const lines = "undertaking u by US\n  to remove missiles from Cuba through dismantld";
    expect(only(lines)).toMatchObject({
      code: "unknown-stage",
      remedy: expect.stringContaining("`dismantled`"),
    });
  });

  test("a length of time of nothing is refused", () => {
    expect(codes('undertaking u by US\n  to "a"\n  within 0 days')).toEqual(["bad-number"]);
    expect(codes('undertaking u by US\n  to "a"\n  within 1.5 days')).toEqual(["bad-number"]);
  });
});

describe("measures, assurances and options", () => {
  test("a measure has what begins and lifts it, and the bounds of its relaxation", () => {
    const measure = declared(`measure watch by US
  in force from 1962-10-24 until removal is verified
  then lifted within 24 hours
  may be relaxed for at most 5 days, in return for "inspection"
  may be extended
  snaps back`);
    expect(meaning(measure)).toEqual({
      kind: "measure",
      id: "watch",
      title: "watch",
      restsOn: [],
      by: "US",
      from: Date.UTC(1962, 9, 24, 4),
      until: { kind: "clause", clause: "removal", state: "verified", for: null },
      expires: null,
      renewal: null,
      liftWithin: { count: 24, unit: "hour" },
      promptly: false,
      parts: [],
      relaxation: {
        atMost: { count: 5, unit: "day" },
        inReturnFor: "inspection",
        inPart: false,
      },
      mayExtend: true,
      snapBack: { kind: "condition" },
    });
  });

  test("a measure may name no condition and no clock", () => {
    expect(declared("measure watch by US\n  in force\n  then lifted promptly")).toMatchObject({
      until: null,
      liftWithin: null,
      promptly: true,
    });
  });

  test("an assurance takes effect while a condition is verified, unless an exception is shown", () => {
    const assurance = declared(`assurance peace by US to USSR, for Cuba
  takes effect while removal is verified and respect is verified
    unless other provocation`);
    expect(assurance).toMatchObject({
      to: "USSR",
      concerning: "Cuba",
      while: { kind: "unless", exception: { predicate: { kind: "open-term" } } },
    });
  });

  test("an option has what opens it", () => {
    expect(
      declared('option act by US "act alone"\n  opens when removal is breached'),
    ).toMatchObject({ title: "act alone", opensWhen: { kind: "clause", state: "breached" } });
  });
});

describe("questions", () => {
  test("a question has its matter, both flat answers and its condition", () => {
    const question = declared(`question q "Is it so?"
  about "its being so"
  if so "it is so"
  if not "it is not so":
  activity dismantling at every launch site`);
    expect(question).toMatchObject({
      title: "Is it so?",
      about: "its being so",
      soWords: "it is so",
      notWords: "it is not so",
      condition: { kind: "every" },
    });
  });

  test("a question without its matter is refused, with how to write it", () => {
    expect(only('question q "Is it so?" activity dismantling')).toMatchObject({
      code: "syntax",
      message: 'Expected `rests` or `about` after `"Is it so?"`, found `activity`.',
      remedy: expect.stringContaining('if so "…"'),
    });
  });
});
