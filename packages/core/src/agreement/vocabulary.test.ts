import { describe, expect, test } from "vitest";
import { agreement, editionOf, named, place, term } from "../../testing/specimen.ts";
import { id } from "../evidence/index.ts";
import { vocabularyOf } from "./vocabulary.ts";

const vocabularyWith = (...declarations: Parameters<typeof agreement>[0]) =>
  vocabularyOf(editionOf([agreement(declarations)]));

describe("classes", () => {
  test("a term stands for its items, a facility for itself and what is among it", () => {
    const { leaves } = vocabularyWith(term("all", ["offensive", "base"]));
    expect(leaves(id("missiles"))).toEqual(["missiles"]);
    expect(leaves(id("offensive"))).toEqual(["missiles", "bombers"]);
    expect(leaves(id("base"))).toEqual(["base", "submarine-base"]);
    expect(leaves(id("all"))).toEqual(["missiles", "bombers", "base", "submarine-base"]);
    expect(leaves(id("nowhere"))).toEqual(["nowhere"]);
  });

  test("classes that hold each other end", () => {
    const { leaves } = vocabularyWith(term("one", ["other", "missiles"]), term("other", ["one"]));
    expect(leaves(id("one"))).toEqual(["missiles"]);
  });
});

describe("places", () => {
  const vocabulary = vocabularyWith(
    place("north-pad", "pad", "sagua"),
    place("loop", "pad", "pool"),
    place("pool", "pad", "loop"),
  );

  test("a place covers what lies within it, however deep, and itself", () => {
    const covers = (outer: string, inner: string) => vocabulary.covers(id(outer), id(inner));
    expect(covers("island", "north-pad")).toBe(true);
    expect(covers("sagua", "north-pad")).toBe(true);
    expect(covers("sagua", "sagua")).toBe(true);
    expect(covers("north-pad", "sagua")).toBe(false);
    expect(covers("remedios", "north-pad")).toBe(false);
  });

  test("places that lie within each other end", () => {
    expect(vocabulary.covers(id("island"), id("loop"))).toBe(false);
  });

  test("a found place lies in every area", () => {
    expect(vocabulary.covers(id("island"), id("found"))).toBe(true);
    expect(vocabulary.covers(id("sagua"), id("found"))).toBe(false);
  });

  test("places of a kind are the declared ones, and areas are no sites", () => {
    expect(vocabulary.placesOfKind("launch site")).toEqual(["sagua", "remedios"]);
    expect(vocabulary.placesOfKind(null)).not.toContain("island");
    expect(vocabulary.isArea(id("island"))).toBe(true);
    expect(vocabulary.isDeclaredPlace(id("found"))).toBe(false);
  });
});

describe("classes of kinds of place", () => {
  const vocabulary = vocabularyWith(place("strip", "airfield", "island"), {
    ...named("bases"),
    kind: "place-class",
    placeKinds: ["launch site", "airfield"],
  });

  test("stand for the places of each of their kinds, and a kind for itself", () => {
    expect(vocabulary.placesOfKind("bases")).toEqual(["sagua", "remedios", "strip"]);
    expect(vocabulary.placeKindsOf("bases")).toEqual(["launch site", "airfield"]);
    expect(vocabulary.placeKindsOf("airfield")).toEqual(["airfield"]);
  });
});

describe("names", () => {
  const vocabulary = vocabularyWith({
    ...named("hemisphere"),
    kind: "group",
    members: [id("Brazil"), id("Mexico")],
  });

  test("whoever acts for a party speaks as it", () => {
    expect(vocabulary.withAgents(id("USSR"))).toEqual(["USSR", "Tass"]);
    expect(vocabulary.withAgents(id("Cuba"))).toEqual(["Cuba"]);
  });

  test("a group has its members, and nothing else has any", () => {
    expect(vocabulary.membersOf(id("hemisphere"))).toEqual(["Brazil", "Mexico"]);
    expect(vocabulary.membersOf(id("US"))).toEqual([]);
  });

  test("what no text declares is called by its id", () => {
    expect(vocabulary.titleOf(id("found"))).toBe("found");
  });
});
