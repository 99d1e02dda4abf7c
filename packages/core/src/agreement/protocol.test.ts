import { describe, expect, test } from "vitest";
import {
  agreement,
  allOf,
  atom,
  countOf,
  editionOf,
  isAt,
  named,
  requires,
  undertaking,
} from "../../testing/specimen.ts";
import { type Criterion, id } from "../evidence/index.ts";
import { type Condition, EACH } from "./condition.ts";
import type { Declaration } from "./declaration.ts";
import { type Protocol, protocolsOf } from "./protocol.ts";

const methods: readonly Declaration[] = [
  { ...named("count-alongside"), kind: "method" },
  { ...named("ground-inspection"), kind: "method" },
  { ...named("statement"), kind: "method" },
];

const nonAmericans: Partial<Criterion> = {
  methods: ["count-alongside"],
  soleMethods: ["count-alongside"],
  eligibility: { atLeast: "B", technical: false, notOf: [id("US")], of: [] },
  learning: "number and class",
};

const counted = (criterion: Partial<Criterion>, item = "missiles"): Condition =>
  atom(countOf({ item: id(item), stage: "counted-aboard", amount: "declared" }), criterion);

const protocolsFor = (condition: Condition, more: readonly Declaration[] = []) =>
  protocolsOf(
    editionOf([
      agreement(
        [...methods, ...more, undertaking("removal", { cooperationOf: [id("Cuba")] })],
        [requires("removal", condition)],
      ),
    ]),
  );

const names = ({ fields }: Protocol) => fields.map(({ name }) => name);
const choicesOf = ({ fields }: Protocol, name: string) =>
  fields.find((one) => one.name === name)?.choices.map((choice) => choice.id);

describe("the protocol of a count on departing ships", () => {
  const [protocol] = protocolsFor(counted(nonAmericans));

  test("asks for number and class where no more may be learned", () => {
    expect(names(protocol!)).toEqual([
      "observer",
      "nationality",
      "technical",
      "method",
      "item",
      "place",
      "vessel",
      "voyage",
      "low",
      "high",
      "covered",
    ]);
  });

  test("offers the methods that the condition accepts, and no other", () => {
    expect(choicesOf(protocol!, "method")).toEqual(["count-alongside"]);
  });

  test("leaves out whom the rule excludes, whoever acts for them, and who owes the thing", () => {
    expect(choicesOf(protocol!, "observer")).toEqual(["UN"]);
  });

  test("asks for a nationality and for expertise only where a rule speaks of them", () => {
    const needed = (criterion: Partial<Criterion>) =>
      protocolsFor(counted(criterion))[0]!
        .fields.filter(({ required }) => required)
        .map(({ name }) => name);
    expect(needed(nonAmericans)).toContain("nationality");
    expect(needed(nonAmericans)).toContain("technical");
    expect(needed({})).not.toContain("nationality");
    expect(needed({})).not.toContain("technical");
  });

  test("asks for marks, pictures and remarks where nothing bounds what may be learned", () => {
    const [open] = protocolsFor(counted({ ...nonAmericans, learning: null }));
    expect(open!.mayLearn).toBeNull();
    expect(names(open!)).toEqual(
      expect.arrayContaining(["serials", "seals", "tags", "photograph", "remark"]),
    );
  });

  test("asks for marks where identity may be learned, and never for free text", () => {
    const [bounded] = protocolsFor(
      counted({ ...nonAmericans, learning: "number, class and serial numbers" }),
    );
    expect(names(bounded!)).toContain("serials");
    expect(names(bounded!)).not.toContain("remark");
    expect(names(bounded!)).not.toContain("photograph");
  });

  test("takes a word that it does not understand for no permission", () => {
    const [odd] = protocolsFor(counted({ ...nonAmericans, learning: "number and yield" }));
    expect(odd!.mayLearn).toEqual(["number"]);
    expect(odd!.notUnderstood).toEqual(["yield"]);
  });

  test("measures in the unit of the item, with its uncertainty", () => {
    const agent: Declaration = {
      ...named("agent"),
      kind: "item",
      counted: "measured",
      unit: "tonnes",
    };
    const [measured] = protocolsFor(counted({}, "agent"), [agent]);
    expect(measured!.unit).toBe("tonnes");
    expect(names(measured!)).toContain("sigma");
    expect(measured!.fields.find(({ name }) => name === "low")?.type).toBe("decimal");
  });
});

describe("the protocols of an edition", () => {
  test("are numbered within their clause, in the order of its conditions", () => {
    const two = allOf(counted({}), isAt("offensive", "sagua", "absent", { methods: ["visual"] }));
    expect(protocolsFor(two).map(({ id: name }) => name)).toEqual(["removal/1", "removal/2"]);
  });

  test("pass over what no inspector serves", () => {
    const condition = allOf(
      isAt("offensive", "sagua", "absent"),
      atom({ kind: "statement", by: id("USSR"), stance: "grants", on: null }),
      atom({
        kind: "access",
        place: id("island"),
        activity: null,
        safety: false,
        refusableFor: [],
      }),
    );
    expect(protocolsFor(condition)).toEqual([]);
  });

  test("let a report of absence speak of the whole term, at any site of the kind", () => {
    const every: Condition = {
      kind: "every",
      domain: { kind: "places", placeKind: "launch site", declaredOnly: false },
      body: atom(
        { kind: "presence", subject: id("offensive"), place: EACH, state: "absent" },
        { methods: ["ground-inspection"] },
      ),
      coverage: null,
    };
    const [protocol] = protocolsFor(every);
    expect(choicesOf(protocol!, "item")).toEqual(["offensive", "missiles", "bombers"]);
    expect(choicesOf(protocol!, "place")).toEqual(["sagua", "remedios"]);
    expect(names(protocol!)).toContain("coverage");
  });

  test("let an inspector name the ship where every inbound ship is to be inspected", () => {
    const every: Condition = {
      kind: "every",
      domain: { kind: "reported", activity: "inbound" },
      body: atom({
        kind: "activity",
        activity: "inspection",
        subject: EACH,
        place: null,
        state: "complete",
        by: [id("UN")],
      }),
      coverage: null,
    };
    const [protocol] = protocolsFor(every);
    expect(protocol!.fields.find(({ name }) => name === "item")?.type).toBe("text");
    expect(choicesOf(protocol!, "by")).toEqual(["UN"]);
    // A party's word is no method of inspection.
    expect(choicesOf(protocol!, "method")).toEqual(["count-alongside", "ground-inspection"]);
  });
});
