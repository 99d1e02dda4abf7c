import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DeviceLink, deviceFindings } from "./device.ts";

/** The links of one device, each on the one before it. */
function chain(length: number, device = "team-3", seed = "a"): readonly DeviceLink[] {
  return Array.from({ length }, (_, at) => ({
    device,
    counter: at + 1,
    previous: at === 0 ? null : `${seed}${at}`,
    digest: `${seed}${at + 1}`,
    position: at * 10,
  }));
}

const [first, second, third, fourth] = chain(4) as readonly [
  DeviceLink,
  DeviceLink,
  DeviceLink,
  DeviceLink,
];

describe("what a device signs", () => {
  test("continues what it signed before", () => {
    expect(deviceFindings(chain(4))).toEqual([]);
  });

  test("leaves a gap where something is held back, which later comes or does not", () => {
    expect(deviceFindings([first, fourth, second, third])).toEqual([]);
    expect(deviceFindings([first, fourth])).toEqual([
      { kind: "gap", device: "team-3", from: 2, to: 3 },
    ]);
    expect(deviceFindings([third])).toEqual([{ kind: "gap", device: "team-3", from: 1, to: 2 }]);
  });

  test("is itself when it is sent again", () => {
    expect(deviceFindings([first, second, { ...second, position: 99 }])).toEqual([]);
  });

  test("shows a cloned device as soon as both copies have signed", () => {
    const clone = { ...third, digest: "clone", position: 77 };
    expect(deviceFindings([first, second, third, clone])).toEqual([
      { kind: "fork", device: "team-3", counter: 3, positions: [20, 77] },
    ]);
    const onward = { ...fourth, previous: "clone", digest: "clone-4", position: 78 };
    expect(deviceFindings([first, second, third, clone, fourth, onward])).toHaveLength(2);
  });

  test("shows a device that began anew", () => {
    const again = { ...first, digest: "anew", position: 50 };
    expect(deviceFindings([...chain(3), again])).toEqual([
      { kind: "fork", device: "team-3", counter: 1, positions: [0, 50] },
    ]);
  });

  test("shows a link that hangs on a payload which is not the one before it", () => {
    const loose = { ...third, previous: "elsewhere" };
    expect(deviceFindings([first, second, loose])).toEqual([
      { kind: "off-chain", device: "team-3", counter: 3, position: 20 },
    ]);
  });

  test("is each device's own", () => {
    expect(deviceFindings([...chain(3), ...chain(2, "team-4", "b")])).toEqual([]);
  });
});

describe("the findings of devices", () => {
  test("do not depend on the order in which entries arrive", () => {
    const links = fc.shuffledSubarray([...chain(8), ...chain(6, "team-4", "b")], { minLength: 1 });
    fc.assert(
      fc.property(links, (arrived) => {
        const inOrder = [...arrived].sort((a, b) => a.counter - b.counter);
        const sorted = (found: ReturnType<typeof deviceFindings>) =>
          found.map((one) => JSON.stringify(one)).sort();
        expect(sorted(deviceFindings(arrived))).toEqual(sorted(deviceFindings(inOrder)));
      }),
    );
  });

  test("name every count that is missing below the newest, and no other", () => {
    fc.assert(
      fc.property(fc.subarray([...chain(12)], { minLength: 1 }), (kept) => {
        const gaps = deviceFindings(kept).flatMap((found) =>
          found.kind === "gap"
            ? Array.from({ length: found.to - found.from + 1 }, (_, at) => found.from + at)
            : [],
        );
        const newest = Math.max(...kept.map(({ counter }) => counter));
        const counts = [...gaps, ...kept.map(({ counter }) => counter)].sort((a, b) => a - b);
        expect(counts).toEqual(Array.from({ length: newest }, (_, at) => at + 1));
      }),
    );
  });
});
