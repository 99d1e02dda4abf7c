import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DeviceLink, deviceFindings, placeLink } from "./device.ts";

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

/** Takes links one by one, as a log does, and says of each how it stands to those before. */
function placements(links: readonly DeviceLink[]): readonly string[] {
  const kept: DeviceLink[] = [];
  return links.map((link) => {
    const counted = (counter: number) => kept.filter((one) => one.counter === counter);
    const placement = placeLink(link, {
      newest: kept.reduce<DeviceLink | null>(
        (newest, one) => (newest === null || one.counter > newest.counter ? one : newest),
        null,
      ),
      same: counted(link.counter),
      before: counted(link.counter - 1),
      after: counted(link.counter + 1),
    });
    kept.push(link);
    return placement;
  });
}

const [first, second, third, fourth] = chain(4) as readonly [
  DeviceLink,
  DeviceLink,
  DeviceLink,
  DeviceLink,
];

describe("what a device signs", () => {
  test("continues what it signed before", () => {
    expect(placements(chain(4))).toEqual(Array(4).fill("continues"));
    expect(deviceFindings(chain(4))).toEqual([]);
  });

  test("leaves a gap where something is held back, which later comes or does not", () => {
    expect(placements([first, fourth, second, third])).toEqual([
      "continues",
      "leaves-gap",
      "fills-gap",
      "fills-gap",
    ]);
    expect(deviceFindings([first, fourth])).toEqual([
      { kind: "gap", device: "team-3", from: 2, to: 3 },
    ]);
    expect(deviceFindings([third])).toEqual([{ kind: "gap", device: "team-3", from: 1, to: 2 }]);
  });

  test("is itself when it is sent again", () => {
    expect(placements([first, second, second])).toEqual(["continues", "continues", "again"]);
    expect(deviceFindings([first, second, { ...second, position: 99 }])).toEqual([]);
  });

  test("shows a cloned device as soon as both copies have signed", () => {
    const clone = { ...third, digest: "clone", position: 77 };
    expect(placements([first, second, third, clone])[3]).toBe("fork");
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
    expect(placements([first, second, loose])[2]).toBe("off-chain");
    expect(deviceFindings([first, second, loose])).toEqual([
      { kind: "off-chain", device: "team-3", counter: 3, position: 20 },
    ]);
    expect(placements([first, third, { ...second, digest: "other" }])[2]).toBe("off-chain");
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
