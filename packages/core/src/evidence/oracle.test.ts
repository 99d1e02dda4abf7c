import { describe, expect, test } from "vitest";
import { exhibitsOf } from "../../testing/exhibits.ts";
import { bits } from "../logic/index.ts";
import { instant } from "../time/index.ts";
import { DEFAULT_CRITERION } from "./criterion.ts";
import { support } from "./grade.ts";
import { weigh } from "./weigh.ts";
import { wordsFor } from "./words.ts";

/** One row of the table of oracles (semantics, section 4): bits are written shown, shown not. */
type Oracle = readonly [
  forSide: string,
  againstSide: string,
  support: string,
  bits: string,
  words: string,
];

const ORACLES: readonly Oracle[] = [
  ["A1", "none", ".9500", "00", "good evidence"],
  ["B2", "none", ".6375", "00", "good evidence"],
  ["A2 sole", "none", ".7500", "10", "confirmed"],
  ["B2 sole", "none", ".6375", "00", "good evidence"],
  ["2×B2", "none", ".7786", "10", "confirmed"],
  ["A2+C2", "none", ".7980", "10", "confirmed"],
  ["B2+C2", "none", ".7304", "00", "good evidence"],
  ["3×A2", "none", ".9000", "10", "confirmed"],
  ["3×A3", "none", ".7500", "00", "good evidence"],
  ["C3", "none", ".3250", "00", "some evidence"],
  ["B2", "C3", ".6375 / .3250", "01", "unclear"],
  ["2×B2", "C3", ".7786 / .3250", "11", "unclear"],
  ["A1", "A1", ".9500 / .9500", "01", "unclear"],
  ["3×A2", "D3", ".9000 / .2000", "10", "confirmed"],
  ["none", "A2", ".0000 / .7500", "01", "good evidence against"],
  ["100×E3", "none", ".8902", "00", "no decisive evidence"],
  ["100×D2", "none", ".9772", "00", "some evidence"],
  ["2×B2", "100×E3", ".7786 / .8902", "10", "confirmed"],
  ["A1+F6", "none", ".9500", "00", "good evidence"],
  ["D3", "none", ".2000", "00", "no decisive evidence"],
];

describe("the oracles of weighing", () => {
  test.each(ORACLES)("for %s, against %s: support %s, bits %s, %s", (...oracle) => {
    const [forSide, againstSide, supports, shown, words] = oracle;
    const sole = forSide.endsWith(" sole");
    const exhibits = [
      ...exhibitsOf(forSide.replace(" sole", ""), "for", { sole }),
      ...exhibitsOf(againstSide, "against"),
    ];
    const weighing = weigh(exhibits, DEFAULT_CRITERION, instant(0));
    const written = [weighing.for, ...(againstSide === "none" ? [] : [weighing.against])]
      .map(({ odds }) => support(odds).toFixed(4).slice(1))
      .join(" / ");
    const { forLevel, againstLevel } = weighing;
    const pair = bits(forLevel >= DEFAULT_CRITERION.open, againstLevel >= DEFAULT_CRITERION.doubt);
    expect(written).toBe(supports);
    expect(`${pair & 1}${pair >> 1}`).toBe(shown);
    expect(
      wordsFor({
        forLevel,
        againstLevel,
        verified: pair === 1,
        openTerm: false,
        satisfactory: false,
        bears: true,
      }),
    ).toBe(words);
  });
});
