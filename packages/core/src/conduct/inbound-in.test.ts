import { expect, test } from "vitest";
import { agreement, at, observed } from "../../testing/specimen.ts";
import { type ActivityReport, id, position } from "../evidence/index.ts";
import { openJudge } from "./judge.ts";

function act(ship: string, activity: string): ActivityReport {
  return {
    kind: "activity",
    activity,
    subject: id(ship),
    place: null,
    state: "complete",
    by: null,
  };
}

test("what leaves is inspected as well, and does not stand among what is on its way in", () => {
  const entries = [
    observed("O-1", act("Ada-in", "inbound")),
    observed("O-2", act("Ada-in", "inspection")),
    observed("O-3", act("Ada-out", "outbound")),
    observed("O-4", act("Ada-out", "inspection")),
    observed("O-5", act("Bela", "inspection")),
  ];
  const { queue } = openJudge({ texts: [agreement([])], entries }).inbound({
    asOf: at("1962-11-10"),
    knownAt: position(entries.length),
    reading: null,
    under: null,
  });
  // Of a ship without any direction it is not known that it leaves.
  expect(queue.map(({ ship }) => ship)).toEqual(["Ada-in", "Bela"]);
});
