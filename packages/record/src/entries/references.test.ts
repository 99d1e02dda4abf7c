import {
  type AgreementText,
  type Declaration,
  EACH,
  id,
  type Requirement,
  type TextPlace,
  WEEKENDS_OFF,
  type Zone,
  zone,
} from "@proviso/core";
import { describe, expect, test } from "vitest";
import { line, SOUND_LINES } from "../../testing/entries/lines.ts";
import { readRecord } from "./record.ts";
import { checkReferences } from "./references.ts";
import { withoutInvalid } from "./skipped.ts";

const where = zone("Europe/Vienna") as Zone;
const at: TextPlace = { file: "agreement.proviso", line: 1, column: 1, endLine: 1, endColumn: 1 };

function named(kind: "party" | "state" | "method", name: string): Declaration {
  return { kind, id: id(name), title: name, at };
}

const DECLARATIONS: readonly Declaration[] = [
  named("party", "Arden"),
  named("party", "Belmar"),
  named("state", "Corland"),
  { kind: "body", id: id("mission"), title: "mission", actsFor: null, at },
  { kind: "authority", id: id("Commission"), title: "Commission", may: [], at },
  named("method", "ground-inspection"),
  named("method", "aerial-photography"),
  {
    kind: "term",
    id: id("provocation"),
    title: "provocation",
    items: [],
    definedBy: [],
    describedBy: [],
    inferredFrom: null,
    open: true,
    at,
  },
  {
    kind: "measure",
    id: id("checkpoints"),
    title: "checkpoints",
    restsOn: [],
    by: id("Arden"),
    from: null,
    until: null,
    expires: null,
    renewal: null,
    liftWithin: null,
    promptly: false,
    parts: [{ id: id("searches"), title: "searches" }],
    relaxation: null,
    mayExtend: false,
    snapBack: null,
    at,
  },
  { kind: "item", id: id("howitzers"), title: "howitzers", counted: "each", unit: null, at },
  {
    kind: "place",
    id: id("area-north"),
    title: "Area north",
    placeKind: "holding area",
    within: null,
    geometry: null,
    at,
  },
];

/** "The cargo of every ship inbound is inspected by the mission." */
const EVERY_SHIP: Requirement = {
  kind: "requirement",
  level: null,
  clause: id("cargo"),
  at,
  condition: {
    kind: "every",
    domain: { kind: "reported", activity: "inbound" },
    coverage: null,
    body: {
      kind: "atom",
      predicate: {
        kind: "activity",
        activity: "inspection",
        subject: EACH,
        place: null,
        state: "complete",
        by: [id("mission")],
      },
      criterion: {
        methods: [],
        soleMethods: [],
        eligibility: null,
        learning: null,
        equivalentApprovedBy: null,
        freshness: null,
        open: 3,
        doubt: 1,
        breach: 2,
        check: false,
        estimatedBy: [],
        satisfactory: false,
      },
    },
  },
};

const AGREEMENT: AgreementText = {
  kind: "agreement",
  id: id("holding"),
  title: "Holding areas",
  file: "agreement.proviso",
  source: "",
  zone: "Europe/Vienna",
  calendar: WEEKENDS_OFF,
  brief: "Guns stay where they can be counted.",
  declarations: DECLARATIONS,
  requirements: [EVERY_SHIP],
};

function check(...lines: readonly string[]) {
  const record = readRecord(lines.join("\n"), "record.jsonl", where);
  expect(record.diagnostics).toEqual([]);
  return checkReferences(record, [AGREEMENT]);
}

const codes = (...lines: readonly string[]) =>
  check(...lines).map((found) => `${found.line} ${found.code}`);

describe("what an entry names", () => {
  test("is declared by a text of the case", () => {
    expect(check(SOUND_LINES[0] as string)).toEqual([]);
  });

  test.each([
    [{ kind: "presence", subject: "guns", place: "area-north", state: "present" }, "subject"],
    [{ kind: "presence", subject: "howitzers", place: "nowhere", state: "present" }, "place"],
    [{ kind: "coverage", place: "nowhere", fraction: 1 }, "place"],
    [{ kind: "access", place: "nowhere", state: "denied" }, "place"],
    [{ kind: "count", subject: "guns", stage: "loaded", number: 1 }, "subject"],
    [
      {
        kind: "transfer",
        subject: "howitzers",
        number: 1,
        from: { stage: "crated", place: "nowhere" },
        to: { stage: "loaded", place: "area-north" },
      },
      "place",
    ],
    [
      {
        kind: "transfer",
        subject: "guns",
        number: 1,
        from: { stage: "crated" },
        to: { stage: "loaded", place: "area-north" },
      },
      "subject",
    ],
    [{ kind: "activity", activity: "digging", subject: "guns", state: "ongoing" }, "subject"],
    [
      { kind: "activity", activity: "digging", subject: "Arden", state: "ongoing", by: "Ardan" },
      "party",
    ],
    [{ kind: "assessment", matter: "intent", subject: "bases", state: "so" }, "subject"],
    [{ kind: "statement", by: "Ardan", stance: "promises", text: "x" }, "party"],
    [{ kind: "statement", by: "Arden", stance: "promises", on: "peace", text: "x" }, "clause"],
    [
      { kind: "statement", by: "Arden", stance: "promises", instrument: "note9", text: "x" },
      "instrument",
    ],
  ])("%j is named as undefined", (report, what) => {
    expect(codes(line("O-1", report))).toEqual([`1 undefined-${what}`]);
  });

  test("includes the method, the observers and their nationality", () => {
    const slips = (SOUND_LINES[0] as string)
      .replace("ground-inspection", "ground-inspektion")
      .replace('"body":"mission"', '"body":"misson"')
      .replace("Corland", "Korland");
    expect(codes(slips)).toEqual(["1 undefined-method", "1 undefined-party", "1 undefined-party"]);
  });

  test("may be a place that the entry itself finds, and later ones then speak of", () => {
    const found = SOUND_LINES[1] as string;
    expect(codes(found, line("O-3", { kind: "coverage", place: "orchard", fraction: 1 }))).toEqual(
      [],
    );
    expect(codes(line("O-3", { kind: "coverage", place: "orchard", fraction: 1 }))).toEqual([
      "1 undefined-place",
    ]);
  });

  test("may be a ship, once an activity reports it over which a text quantifies", () => {
    const report = { kind: "activity", subject: "Ada", state: "complete" };
    const inspected = line("O-2", { ...report, activity: "inspection", by: "mission" });
    expect(codes(line("O-1", { ...report, activity: "inbound" }), inspected)).toEqual([]);
    expect(codes(inspected)).toEqual(["1 undefined-subject"]);
  });

  test("includes the authority, the clause and the text of an act", () => {
    const decision = (SOUND_LINES[11] as string)
      .replace('"Council"', '"Counsel"')
      .replace('"checkpoints"', '"checkpoint"');
    expect(codes(SOUND_LINES[10] as string, decision)).toEqual([
      "1 undefined-text",
      "2 undefined-authority",
      "2 undefined-clause",
    ]);
  });
});

describe("what a decision is about", () => {
  const decisionOf = (fields: Readonly<Record<string, unknown>>) =>
    JSON.stringify({
      ...JSON.parse(SOUND_LINES[11] as string),
      approvedBy: null,
      inReturnFor: null,
      ...fields,
    });

  test("is a clause, and a part of it where it names one", () => {
    expect(codes(decisionOf({ part: "searches" }))).toEqual([]);
    expect(check(decisionOf({ part: "hailing" }))).toMatchObject([
      { code: "undefined-part", remedy: "Its parts are: searches." },
    ]);
  });

  test("is an open term where it is held shown, and the agreement where it is terminated", () => {
    const held = { act: "hold-shown", until: null };
    expect(codes(decisionOf({ ...held, of: "provocation" }))).toEqual([]);
    expect(codes(decisionOf({ ...held, of: "howitzers" }))).toEqual(["1 undefined-subject"]);
    const ended = { act: "terminate", until: null };
    expect(codes(decisionOf({ ...ended, of: "holding" }))).toEqual([]);
    expect(codes(decisionOf({ ...ended, of: "checkpoints" }))).toEqual(["1 undefined-clause"]);
  });
});

describe("who", () => {
  test("withdraws an entry or refuses access is declared", () => {
    const first = SOUND_LINES[0] as string;
    const withdrawal = JSON.stringify({
      ...JSON.parse(SOUND_LINES[12] as string),
      of: "O-1",
      author: "misson",
    });
    expect(codes(first, withdrawal)).toEqual(["2 undefined-authority"]);
    const denied = { kind: "access", place: "area-north", state: "denied", by: "Ardan" };
    expect(codes(line("O-1", denied))).toEqual(["1 undefined-party"]);
  });
});

describe("leaving out what is invalid", () => {
  test("takes with it whatever refers to it, and says so line by line", () => {
    const faulty = line("O-1", { kind: "coverage", place: "nowhere", fraction: 1 });
    const sound = line("O-2", { kind: "coverage", place: "area-north", fraction: 1 });
    const withdrawal = (SOUND_LINES[12] as string).replace('"O-2"', '"O-1"');
    const source = [faulty, "nonsense", sound, withdrawal].join("\n");
    const record = readRecord(source, "record.jsonl", where);
    const diagnostics = [...record.diagnostics, ...checkReferences(record, [AGREEMENT])];
    const { entries, lines, skipped } = withoutInvalid(record, diagnostics);
    expect(entries.map((entry) => entry.id)).toEqual(["O-2"]);
    expect(lines).toEqual([3]);
    expect(skipped).toEqual([
      { file: "record.jsonl", line: 1, entry: "O-1", codes: ["undefined-place"] },
      { file: "record.jsonl", line: 2, entry: null, codes: ["not-json"] },
      { file: "record.jsonl", line: 4, entry: "W-1", codes: ["refers-to-invalid"] },
    ]);
  });

  test("leaves a sound record as it is", () => {
    const record = readRecord(SOUND_LINES.join("\n"), "record.jsonl", where);
    const { entries, skipped } = withoutInvalid(record, []);
    expect(entries).toEqual(record.entries);
    expect(skipped).toEqual([]);
  });
});
