import { type FieldName, instant, type Protocol, zone } from "@proviso/core";
import { readRecordEntry } from "@proviso/record/entries";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { countProtocol, cubaProtocols, onlyNumberAndClass } from "../../../testing/protocols.ts";
import { clockOf } from "../../say/clock.ts";
import { emptyDraft, groupsOf, problemsOf } from "./form.ts";
import { entryOf, remarkOf } from "./form-entry.ts";
import type { Draft } from "./item.ts";

const ZONE = zone("America/New_York")!;
const CLOCK = clockOf(ZONE);
const NOW = instant(Date.parse("1962-11-10T12:00:00Z"));

let protocols: readonly Protocol[];
let count: Protocol;
beforeAll(async () => {
  [protocols, count] = [await cubaProtocols(), await countProtocol()];
});

const counted: Draft["answers"] = {
  observer: "UN",
  nationality: "Switzerland",
  method: "count-alongside",
  item: "missiles",
  vessel: "Divnogorsk",
  low: "4",
  high: "4",
};
const draftOf = (answers: Draft["answers"], change: Partial<Draft> = {}): Draft => ({
  answers,
  from: "1962-11-09 14:00",
  to: "",
  sureness: "each",
  ...change,
});
const messages = (protocol: Protocol, draft: Draft) =>
  problemsOf(protocol, draft, CLOCK, NOW).map(({ message }) => message);
const entryFor = (protocol: Protocol, draft: Draft, blind = false) =>
  entryOf({
    ...{ protocol, draft, photographs: [], entry: "O-1a2b3c4d" },
    ...{ blind, key: "tablet-1", person: "inspector-7", clock: CLOCK },
  });

/** An answer to every field that there is, asked for or not. */
const EVERYTHING: Readonly<Record<FieldName, string>> = {
  observer: "UN",
  nationality: "Switzerland",
  technical: "no",
  method: "count-alongside",
  item: "missiles",
  place: "mariel",
  vessel: "Divnogorsk",
  voyage: "2",
  lot: "L-1",
  low: "4",
  high: "5",
  sigma: "1",
  covered: "1",
  serials: "A1\nA2",
  seals: "S1",
  tags: "TAG-9",
  state: "complete",
  coverage: "0.5",
  by: "UN",
  photograph: "",
  remark: "The crew spoke of the yield.",
};

describe("a form made from a protocol", () => {
  test("has every field of its protocol under a heading, once, and none besides", () => {
    expect(protocols.length).toBeGreaterThan(5);
    for (const protocol of protocols) {
      const shown = groupsOf(protocol).flatMap(({ fields }) => fields.map(({ name }) => name));
      expect([...shown].sort()).toEqual(protocol.fields.map(({ name }) => name).sort());
    }
  });

  test("answers by itself what has one answer, and nothing else", () => {
    expect(emptyDraft(count, "now").answers).toEqual({ item: "missiles" });
    expect(emptyDraft(count, "now", "UN").answers).toEqual({ item: "missiles", observer: "UN" });
    expect(emptyDraft(count, "now", "USSR").answers).toEqual({ item: "missiles" });
  });

  test("puts nothing into an entry that its protocol did not ask for", () => {
    const bounded = onlyNumberAndClass(count);
    const entry = entryFor(bounded, draftOf(EVERYTHING));
    expect(Object.keys(entry["report"] as object).sort()).toEqual(
      ["covered", "high", "kind", "low", "place", "stage", "subject", "vessel", "voyage"].sort(),
    );
    expect(JSON.stringify(entry)).not.toMatch(/yield|A1|S1|TAG-9|L-1/);
    expect(remarkOf(bounded, draftOf(EVERYTHING))).toBe("");
    expect(remarkOf(count, draftOf(EVERYTHING))).toBe("The crew spoke of the yield.");
  });

  test("says of a number at either of two stages that it is at either", () => {
    const { act } = count;
    if (act.kind !== "count") throw new Error("It counts.");
    const either: Protocol = { ...count, act: { ...act, orStage: "destroyed-in-place" } };
    const report = entryFor(either, draftOf(counted))["report"];
    expect(report).toMatchObject({ stage: "counted-aboard", orStage: "destroyed-in-place" });
  });

  test("never holds an answer to a field that it was not given, whichever they are", () => {
    const names = Object.keys(EVERYTHING) as FieldName[];
    fc.assert(
      fc.property(
        fc.nat({ max: protocols.length - 1 }),
        fc.subarray(names),
        fc.constantFrom("zz9", "17", "yes"),
        (at, kept, mark) => {
          const whole = protocols[at]!;
          const protocol = {
            ...whole,
            fields: whole.fields.filter(({ name }) => kept.includes(name)),
          };
          const asked = new Set(protocol.fields.map(({ name }) => name));
          const answers = Object.fromEntries(
            names.map((name) => [name, asked.has(name) ? "" : `${mark}-${name}`]),
          );
          const said = JSON.stringify(entryFor(protocol, draftOf(answers)));
          expect(said).not.toContain(`${mark}-`);
        },
      ),
    );
  });

  test("makes of each kind an entry that a record takes", () => {
    const answered = (protocol: Protocol): Draft => {
      const answers = protocol.fields.map(({ name, choices, type }) => {
        if (name === "state" && protocol.act.kind === "presence") return [name, "absent"] as const;
        if (type === "choice") return [name, choices[0]?.id ?? ""] as const;
        return [name, name === "item" ? "Bucharest, voyage 2" : EVERYTHING[name]] as const;
      });
      return draftOf(Object.fromEntries(answers), { to: "1962-11-09 16:00" });
    };
    for (const protocol of protocols) {
      const draft = answered(protocol);
      expect(messages(protocol, draft), protocol.id).toEqual([]);
      const json = { ...entryFor(protocol, draft), known: "1962-11-10T12:00:00Z" };
      const read = readRecordEntry(JSON.stringify(json), ZONE);
      expect(read.ok ? [] : read.problems, protocol.id).toEqual([]);
    }
  });
});

describe("what a form says of what is typed into it", () => {
  test("nothing, of a count that is whole", () => {
    expect(messages(count, draftOf(counted))).toEqual([]);
  });

  test.each<readonly [string, Draft["answers"], Partial<Draft>, RegExp]>([
    ["a field that must be filled in and is not", { vessel: " " }, {}, /“Ship” is not filled in/],
    ["a number that is none", { low: "four" }, {}, /“At least” is a whole number/],
    ["bounds the wrong way round", { low: "5", high: "4" }, {}, /less than “At least”/],
    ["more under covers than counted", { covered: "9" }, {}, /not uncovered than were counted/],
    ["more serial numbers than things", { serials: "1\n2\n3\n4\n5" }, {}, /more serial numbers/],
    ["a serial number given twice", { serials: "7\n7" }, {}, /names 7 twice/],
    ["a choice that is not offered", { method: "rumour" }, {}, /“Method” is not one of/],
    ["an observer of the side that owes it", { observer: "USSR" }, {}, /“Observer's body” is not/],
    ["a nationality that is excluded", { nationality: "USSR" }, {}, /does not accept observers/],
    ["a name too long for a record", { vessel: "x".repeat(121) }, {}, /longer than 120/],
    ["a moment that is none", {}, { from: "yesterday" }, /“From” is no moment/],
    ["a moment that is to come", {}, { from: "1963-01-01" }, /begins after now/],
    ["an end before the beginning", {}, { to: "1962-11-09 13:00" }, /ends before it begins/],
    ["nothing of how well it was seen", {}, { sureness: "" }, /how well it was seen/],
  ])("names %s", (_, answers, change, expected) => {
    const found = messages(count, draftOf({ ...counted, ...answers }, change));
    expect(found.join("\n")).toMatch(expected);
  });

  test("asks how much was looked at before it takes an absence", () => {
    const presence = protocols.find(({ act }) => act.kind === "presence")!;
    const answers = Object.fromEntries(
      presence.fields.map(({ name, choices }) => [name, choices[0]?.id ?? ""]),
    );
    const absent = draftOf({ ...answers, state: "absent" });
    expect(messages(presence, absent).join()).toMatch(/worth what was looked at/);
    expect(messages(presence, draftOf({ ...absent.answers, coverage: "2" })).join()).toMatch(
      /between 0 and 1/,
    );
    expect(messages(presence, draftOf({ ...absent.answers, coverage: "0,8" }))).toEqual([]);
  });
});

describe("the grade of a report that its observer signs", () => {
  test.each([
    ["each", 2],
    ["most", 3],
    ["doubtful", 4],
  ] as const)("that was seen %s has credibility %i and reliability B", (sureness, credibility) => {
    const { grade } = entryFor(count, draftOf(counted, { sureness }));
    expect(grade).toMatchObject({ reliability: "B", credibility, by: "inspector-7" });
  });

  test("says that a count was made blind only where it was", () => {
    expect(entryFor(count, draftOf(counted), true)["report"]).toMatchObject({ blind: true });
    expect(entryFor(count, draftOf(counted))["report"]).not.toHaveProperty("blind");
  });
});
