import { id } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COUNT, INSPECTION, PRESENCE } from "../../testing/protocol.ts";
import { writeCsv } from "../csv-writer/index.ts";
import { observationOf } from "./observation.ts";
import { readSubmissionsCsv, readSubmissionXml, type Submission } from "./submission.ts";

const PROTOCOLS = [COUNT, PRESENCE, INSPECTION];
const bytes = (text: string) => new TextEncoder().encode(text);

type Answers = Readonly<Record<string, string>>;

const ANSWERS: Answers = {
  protocol: "removal/1",
  seen_from: "2031-03-05T10:00:00.000+01:00",
  seen_to: "2031-03-05T11:00:00.000+01:00",
  sureness: "each",
  observer: "mission",
  technical: "yes",
  method: "ground-inspection",
  item: "guns",
  vessel: "ANNA",
  low: "12",
  high: "14",
  serials: "g-1; g-2",
};

function xml(
  answers = ANSWERS,
  prefix = "removal_1",
  meta = "<instanceID>uuid:1-2</instanceID>",
): string {
  const inner = Object.entries(answers).map(
    ([name, text]) => `<${prefix}_${name}>${text}</${prefix}_${name}>`,
  );
  return `<?xml version="1.0"?><data id="proviso_x" xmlns:orx="http://openrosa.org/xforms"><protocol>${prefix}</protocol><${prefix}>${inner.join("")}</${prefix}><orx:meta>${meta}</orx:meta></data>`;
}

function submission(text: string): Submission {
  const read = readSubmissionXml(bytes(text));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const reading = { protocols: PROTOCOLS, photograph: () => null };

/** The codes of what keeps answers from being an observation. */
function codes(change: Readonly<Record<string, string | undefined>>): readonly string[] {
  const answers = Object.entries({ ...ANSWERS, ...change }).filter(
    ([, text]) => text !== undefined,
  );
  const read = observationOf(
    submission(xml(Object.fromEntries(answers) as typeof ANSWERS)),
    reading,
  );
  return read.ok ? [] : read.problems.map(({ code, column }) => `${column} ${code}`);
}

describe("a submission", () => {
  test("is the observation that its form asks for", () => {
    const read = observationOf(submission(xml()), reading);
    expect(read.ok && read.value).toEqual({
      v: 1,
      id: "form-1-2",
      kind: "observation",
      valid: { from: "2031-03-05T10:00:00+01:00", to: "2031-03-05T11:00:00+01:00" },
      report: {
        ...{ kind: "count", subject: "guns", stage: "departed", low: 12, high: 14, vessel: "ANNA" },
        serials: ["g-1", "g-2"],
      },
      method: "ground-inspection",
      observers: [{ body: "mission", technical: true }],
      source: {
        cite: "Inspection form removal/1, submission uuid:1-2",
        lineage: ["inspection-form-1-2"],
      },
      grade: {
        ...{ reliability: "C", credibility: 2, by: "form server" },
        why: "sent by a form without a signature of its observer, who says: each was seen, uncovered and near",
      },
    });
  });

  test("of a count at either of two stages says so", () => {
    const act = { kind: "count", item: id("guns"), stage: "departed" } as const;
    const either = { ...COUNT, act: { ...act, orStage: "destroyed-in-place" } } as const;
    const read = observationOf(submission(xml()), { ...reading, protocols: [either] });
    expect(read.ok && read.value["report"]).toMatchObject({
      stage: "departed",
      orStage: "destroyed-in-place",
    });
  });

  test("of a ship that is not declared names it by an id", () => {
    const answers: Answers = {
      ...ANSWERS,
      protocol: "removal/3",
      item: "Navi Star, 2",
      state: "complete",
      by: "mission",
    };
    const { low: _low, high: _high, serials: _serials, vessel: _vessel, ...own }: Answers = answers;
    const read = observationOf(submission(xml(own, "removal_3")), reading);
    expect(read.ok && read.value["report"]).toEqual({
      ...{
        kind: "activity",
        activity: "inspection",
        subject: "navi-star-2",
        state: "complete",
        by: "mission",
      },
    });
  });

  test.each<readonly [string, Readonly<Record<string, string | undefined>>, readonly string[]]>([
    ["answers what must be answered", { vessel: undefined }, ["vessel answer-missing"]],
    ["chooses from what there is", { item: "tanks" }, ["item answer-unfit"]],
    ["counts in whole numbers where they are whole", { low: "1.5" }, ["low answer-unfit"]],
    ["has numbers that are numbers", { high: "=1" }, ["high answer-unfit"]],
    [
      "says when, with its offset",
      { seen_from: "2031-03-05T10:00:00" },
      ["seen_from answer-unfit"],
    ],
    ["says how well it was seen", { sureness: "surely" }, ["sureness answer-unfit"]],
    ["names a protocol of the case", { protocol: "removal/9" }, ["null no-protocol"]],
    [
      "has no answer to what the agreement does not ask",
      { crew: "12" },
      ["removal_1_crew answer-not-asked"],
    ],
    ["came with its photograph", { photograph: "a.jpg" }, ["photograph photograph-missing"]],
  ])("%s", (_says, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  test("keeps its remark, and its photograph by its hash", () => {
    const text = xml({ ...ANSWERS, photograph: "a.jpg", remark: "two under nets" });
    const photograph = () => ({ name: "a.jpg", sha256: "ab".repeat(32) });
    const read = observationOf(submission(text), { protocols: PROTOCOLS, photograph });
    expect(read.ok && read.value["attachments"]).toEqual([
      { name: "a.jpg", sha256: "ab".repeat(32) },
    ]);
    expect(read.ok && JSON.stringify(read.value["source"])).toContain("its remark: two under nets");
  });

  test.each([
    ["<data><a>1</a></data>", "no-instance-id"],
    [
      "<data><a>1</a><b><a>2</a></b><meta><instanceID>x</instanceID></meta></data>",
      "answered-twice",
    ],
    ['<!DOCTYPE d [<!ENTITY a "b">]><data><a>&a;</a></data>', "xml-unfit"],
    ["<data><a></data>", "not-xml"],
    ["", "not-xml"],
    [`<data>${"<a>".repeat(70)}`, "xml-too-deep"],
  ])("such as %.50s is refused", (text, code) => {
    const read = readSubmissionXml(bytes(text));
    expect(read.ok || read.problems[0]?.code).toBe(code);
  });

  test("never stops its reader, whatever it holds", () => {
    const sound = xml();
    const pieces = [
      "<",
      ">",
      "&",
      "</data>",
      "]]>",
      "<removal_1_low>9</removal_1_low>",
      "é",
      "\0",
      "&#x1F600;",
      "<meta/>",
    ];
    const change = fc.record({
      at: fc.nat(sound.length),
      cut: fc.nat(20),
      put: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 5 })),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const text = changes.reduce((all, { at, cut, put }) => {
          return `${all.slice(0, at)}${put}${all.slice(at + cut)}`;
        }, sound);
        const read = readSubmissionXml(bytes(text));
        if (!read.ok) expect(read.problems[0]?.code).toBeTruthy();
        const made = read.ok ? observationOf(read.value, reading) : null;
        if (made?.ok === false)
          expect(made.problems.every(({ code, remedy }) => code && remedy)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (raw) => {
        readSubmissionXml(raw);
        readSubmissionsCsv(raw);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("an export of a form server", () => {
  const central = (review: string) =>
    writeCsv([
      [
        "SubmissionDate",
        ...Object.keys(ANSWERS).map((name) => `removal_1-removal_1_${name}`),
        "meta-instanceID",
        "KEY",
        "ReviewState",
      ],
      ["2031-03-06T00:00:00.000Z", ...Object.values(ANSWERS), "uuid:1-2", "uuid:1-2", review],
    ]);
  const kobo = (review: string) =>
    writeCsv([
      [
        ...Object.keys(ANSWERS).map((name) => `removal_1/removal_1_${name}`),
        "_id",
        "_uuid",
        "_validation_status",
      ],
      [...Object.values(ANSWERS), "77", "1-2", review],
    ]);

  function only(text: string): Submission {
    const read = readSubmissionsCsv(bytes(text));
    if (!read.ok || read.value[0] === undefined) throw new Error(JSON.stringify(read));
    return read.value[0];
  }

  test("says of a submission what its XML says", () => {
    const expected = observationOf(submission(xml()), reading);
    expect(observationOf(only(central("")), reading)).toEqual(expected);
    expect(observationOf(only(kobo("")), reading)).toEqual(expected);
  });

  test.each([
    ["", "none"],
    ["approved", "approved"],
    ["edited", "none"],
    ["hasIssues", "held"],
    ["rejected", "rejected"],
    ["a state of next year", "held"],
  ])("of ODK Central in state %j is %s", (state, review) => {
    expect(only(central(state)).review).toBe(review);
  });

  test.each([
    ["Approved", "approved"],
    ["validation_status_approved", "approved"],
    ["Not approved", "rejected"],
    ["validation_status_not_approved", "rejected"],
    ["On hold", "held"],
  ])("of KoboToolbox in state %j is %s", (state, review) => {
    expect(only(kobo(state)).review).toBe(review);
  });

  test("without instance ids is refused, with its row", () => {
    const read = readSubmissionsCsv(bytes("a,b\n1,2\n"));
    expect(read.ok || read.problems[0]).toMatchObject({ code: "no-instance-id", row: 2 });
  });
});
