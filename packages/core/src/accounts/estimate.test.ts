import { expect, test } from "vitest";
import type { Exhibit } from "../evidence/index.ts";
import { instant } from "../time/index.ts";
import { estimated, type WeighedEstimate } from "./estimate.ts";

function estimate(at: number, low: number, high: number): WeighedEstimate {
  const seen = { from: instant(at), to: instant(at) };
  const exhibit: Exhibit = {
    side: "for",
    strength: 500_000,
    seen,
    group: `root-${at}`,
    derived: false,
    sole: false,
    position: at,
  };
  return { low, high, exhibit };
}

test("200,000 estimates that exclude one another are told like two: the higher low counts", () => {
  const higher = Array.from({ length: 199_999 }, (_, at) => estimate(at, 50, 60 + (at % 7)));
  const all = estimated([...higher, estimate(200_000, 10, 20)]);
  expect(all).toMatchObject({ low: 50, high: 66, conflict: true });
  expect(all?.of).toHaveLength(199_999);
});
