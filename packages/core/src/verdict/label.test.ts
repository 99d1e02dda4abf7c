import { expect, test } from "vitest";
import { agreement, countOf, editionOf } from "../../testing/specimen.ts";
import { type Predicate, vocabularyOf } from "../agreement/index.ts";
import { id } from "../evidence/index.ts";
import { sayAtom } from "./label.ts";

const vocabulary = vocabularyOf(editionOf([agreement([])]));
const said = (predicate: Predicate, negated: boolean) =>
  sayAtom({ predicate, negated }, vocabulary);
const work = { kind: "activity", activity: "firing", subject: null, place: id("sagua") } as const;

test.each<[Predicate, string]>([
  [{ ...work, state: "ongoing", by: [id("Cuba")] }, "no firing at sagua by Cuba"],
  [{ ...work, state: "complete", by: [] }, "no firing at sagua carried out"],
  [{ ...work, state: "ceased", by: [] }, "no end of firing at sagua"],
  [
    { kind: "presence", subject: id("bombers"), place: id("sagua"), state: "present" },
    "bombers: absent from sagua",
  ],
  [
    { kind: "access", place: id("sagua"), activity: "inspection", safety: false, refusableFor: [] },
    "access to sagua for inspection: not granted",
  ],
  [{ kind: "coverage", place: id("sagua"), fraction: 0.9 }, "90 % of sagua: not seen"],
  [
    countOf({ item: id("missiles"), stage: "departed", amount: "declared" }),
    "missiles, departed: not at least as many as declared",
  ],
  [
    { kind: "assessment", matter: "intent", subject: id("base"), state: "so" } as never,
    "no intent of base",
  ],
])(
  "the contrary of a condition is said as one would say it, and never as 'not so'",
  (one, words) => {
    expect(said(one, true)).toBe(words);
    expect(said(one, false)).not.toBe(words);
  },
);
