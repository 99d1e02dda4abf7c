import { instant } from "@proviso/core";
import { expect, test } from "vitest";
import {
  nodeSha256,
  type PlainState,
  plainGate,
  plainSubmission,
} from "../../testing/contract/index.ts";
import { Checks } from "./checks.ts";

const START: PlainState = { epoch: 0 };

/** Has every entry of a group its turn, and tells how many checks were begun side by side. */
async function sideBySide(texts: readonly string[]): Promise<readonly number[]> {
  const begun: number[] = [];
  let isTold = true;
  const gate = plainGate();
  const submissions = texts.map((text, at) => plainSubmission({ key: `${at}`, text }));
  const checks = new Checks(submissions, START, 0, {
    gate: {
      ...gate,
      check: async (...given) => {
        if (isTold) begun.push(0);
        isTold = false;
        begun.push((begun.pop() ?? 0) + 1);
        await new Promise(setImmediate);
        isTold = true;
        return gate.check(...given);
      },
    },
    ...{ received: instant(0), hash: nodeSha256 },
  });
  let state = START;
  for (const [at, text] of texts.entries()) {
    await checks.turnAt(at, state, at);
    if (text === "epoch") state = { epoch: state.epoch + 1 };
  }
  return begun;
}

test("entries are checked side by side, each once where none changes what is judged by", async () => {
  const begun = await sideBySide(Array(600).fill("one"));
  expect(begun).toEqual([256, 256, 88]);
});

test("after a change few are checked anew at first, and then more and more", async () => {
  const begun = await sideBySide(["epoch", ...Array(599).fill("one")]);
  expect(begun).toEqual([256, 16, 32, 64, 128, 256, 103]);
});

test("a group full of changes costs no more than a few times what it costs one by one", async () => {
  const begun = await sideBySide(Array(100).fill("epoch"));
  const checked = begun.reduce((sum, count) => sum + count, 0);
  expect(checked).toBeLessThan(17 * 100);
});
