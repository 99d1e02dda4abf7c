import { describe, expect, test } from "vitest";
import {
  agreement,
  assurance,
  at,
  isAt,
  measure,
  minute,
  observed,
  option,
  presence,
  reading,
  requires,
  undertaking,
  verified,
} from "../../testing/specimen.ts";
import type { ClauseState, Entry } from "../agreement/index.ts";
import { id, position } from "../evidence/index.ts";
import { openJudge } from "./judge.ts";

const GONE = isAt("bombers", "sagua", "absent", { soleMethods: ["aerial-photography"] });

/** What an option that waits for a status would take, as of an instant, and whether it is open. */
function asked(of: string, state: ClauseState, asOf: string, entries: readonly Entry[] = []) {
  const opensWhen = { kind: "clause", clause: id(of), state, for: null } as const;
  const texts = [
    agreement([
      undertaking("removal", { from: at("1962-11-01"), deadline: minute("1962-12-20") }),
      measure("quarantine", { until: verified("removal") }),
      assurance("peace", { while: verified("removal") }),
      option("answer", { opensWhen }),
    ]),
    reading([requires("removal", GONE)]),
  ];
  const judge = openJudge({ texts, entries });
  const inquiry = {
    asOf: at(asOf),
    knownAt: position(entries.length),
    reading: id("us"),
    under: null,
  };
  const { ways, impossible } = judge.outstanding("answer", inquiry)!;
  const later = { ...inquiry, asOf: at("1963-01-10") };
  return { ways, impossible, opens: judge.assess(later).options[0]!.status === "open" };
}

describe("what would bring a status about", () => {
  test("a breach takes evidence of a time at which the duty can be broken", () => {
    const { ways } = asked("removal", "breached", "1963-01-05");
    expect(ways.map(({ cost }) => cost)).toEqual([1]);
    const still = presence("bombers", "sagua", "present");
    const seen = observed("O-1", still, { grade: "A2", from: "1963-01-05" });
    expect(asked("removal", "breached", "1963-01-05", [seen]).opens).toBe(true);
    expect(asked("removal", "breached", "1962-11-05").impossible[0]).toContain(
      "19 Dec 1962, 19:00",
    );
  });

  test("being overdue takes time alone, and the instant is named", () => {
    const { ways, opens } = asked("removal", "overdue", "1962-11-05");
    expect(ways[0]!.needs[0]).toMatchObject({ by: "time alone" });
    expect(ways[0]!.needs[0]!.ask).toContain("19 Dec 1962, 19:00");
    expect(opens).toBe(true);
  });

  test("a lifting, a tender and a release take a decision of whoever may", () => {
    expect(asked("quarantine", "lifted", "1962-11-05").ways[0]!.needs[0]).toMatchObject({
      ask: "a decision to lift quarantine",
      by: "US",
    });
    expect(asked("peace", "in effect", "1962-11-05").ways[0]!.needs[0]!.by).toBe("US");
    expect(asked("removal", "discharged", "1962-11-05").ways[0]!.needs[0]!.by).toBe("US");
    // Suspension is nobody's where the text names nobody.
    expect(asked("removal", "suspended", "1962-11-05").impossible[0]).toContain("nobody may");
  });

  test("being performed takes what verifies it", () => {
    const { ways } = asked("removal", "performed", "1962-11-05");
    expect(ways[0]!.needs[0]!.ask).toContain("absent from sagua");
  });
});
