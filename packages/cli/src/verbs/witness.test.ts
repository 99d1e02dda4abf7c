import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Installation, NAME } from "../../testing/kept-case.ts";
import { call, type Ended, proviso } from "../../testing/proviso.ts";

let honest: Installation;
let forked: Installation;
let early: string;
let mine: string;
let theirs: string;
let logKey: string;

/** A log that was copied with its key, and then told another history to somebody else. */
beforeAll(async () => {
  honest = await Installation.make();
  await honest.import(7);
  early = await bundleOf(honest, "early");
  logKey = await honest.logKey(early);
  forked = await honest.copy();
  await honest.import(9);
  mine = await bundleOf(honest, "mine");
  await forked.import(8, (line, at) =>
    at === 7 ? line.replace(/"cite":"/, '"cite":"Not so: ') : line,
  );
  theirs = await bundleOf(forked, "theirs");
});

afterAll(async () => {
  await honest.remove();
  await forked.remove();
});

async function bundleOf(keeper: Installation, name: string): Promise<string> {
  const { code, err } = await keeper.call("export", NAME, "--out", keeper.path(name));
  if (code !== 0) throw new Error(err);
  return keeper.path(name);
}

/** A witness with a key and a state of its own. */
async function witness(name: string) {
  const key = honest.path(`${name}.key`);
  const state = honest.path(`${name}-state`);
  const made = await call("witness", "key", `${name}.example/watch`, "--key", key);
  const add = (bundle: string, ...more: readonly string[]): Promise<Ended> => {
    const args = ["--key", key, "--state", state, join(bundle, "checkpoint")];
    return call("witness", "add", ...args, ...more);
  };
  return { key: made.out.trim(), state, add };
}

describe("a witness", () => {
  test("cosigns what continues, and its signature goes back to the log and out with it", async () => {
    const un = await witness("un");
    expect((await un.add(early)).err).toContain("is not witnessed here yet");
    expect((await un.add(early, "--log-key", logKey)).code).toBe(0);
    const cosigned = honest.path("cosigned");
    const { code, out } = await un.add(mine, "--out", cosigned);
    expect(code).toBe(0);
    expect(out).toMatch(/^— un\.example\/watch /);
    const back = await honest.call("checkpoint", NAME, "--cosigned", cosigned);
    expect(back.out.match(/^— /gm)).toHaveLength(2);
    const seen = await bundleOf(honest, "seen");
    const policy = honest.path("policy");
    await writeFile(policy, `log ${logKey}\nwitness UN ${un.key}\nquorum UN\n`);
    const verified = await call("verify", seen, "--policy", policy, "--max-age", "48", "--json");
    expect(JSON.parse(verified.out)).toMatchObject({ trust: "policy", findings: [] });
    expect(JSON.parse(verified.out).cosigned).toEqual(["un.example/watch"]);
    const unseen = await call("verify", mine, "--policy", policy);
    expect(unseen.code).toBe(1);
    expect(unseen.out).toContain("error[quorum-missing]");
    const shown = await proviso("witness", "show", "--state", un.state);
    expect(shown.out).toContain("\n11\n");
  });

  test("never goes back, and never takes up another history", async () => {
    const sweden = await witness("sweden");
    expect((await sweden.add(mine, "--log-key", logKey)).code).toBe(0);
    const back = await sweden.add(early);
    expect(back.code).toBe(1);
    expect(back.err).toContain("a checkpoint of 11 entries was cosigned before");
    const other = await witness("other");
    expect((await other.add(theirs, "--log-key", logKey)).code).toBe(0);
    const forkedOn = await other.add(mine);
    expect(forkedOn.code).toBe(1);
    expect(forkedOn.err).toContain("Not cosigned (422)");
  });

  test("does not cosign for a log under another key, nor what the log did not sign", async () => {
    const third = await witness("third");
    const stranger = (await witness("stranger")).key;
    const wrong = await third.add(early, "--log-key", stranger);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("Not cosigned (404): No key is known");
    await third.add(early, "--log-key", logKey);
    const note = await readFile(join(mine, "checkpoint"), "utf8");
    const forgery = honest.path("checkpoint");
    await writeFile(forgery, note.replace("\n11\n", "\n12\n"));
    const { code, err } = await third.add(honest.folder, "--tiles", mine);
    expect(code).toBe(1);
    expect(err).not.toContain("— ");
  });
});

describe("two histories that one log told to two witnesses", () => {
  test("are found when their checkpoints meet, and the proof convinces a third", async () => {
    const proof = honest.path("two-histories");
    const args = ["witness", "compare", "--log-key", logKey];
    const pair = [join(theirs, "checkpoint"), join(mine, "checkpoint")];
    const found = await proviso(...args, ...pair, "--out", proof);
    expect(found.code).toBe(1);
    expect(found.out).toContain("signed two histories");
    const proven = await call("witness", "prove", "--log-key", logKey, proof);
    expect(proven.out).toContain("at 10 and 11 entries");
    const written = await readFile(proof, "utf8");
    await writeFile(proof, written.replace("\n11\n", "\n12\n"));
    expect((await call("witness", "prove", "--log-key", logKey, proof)).code).toBe(2);
  });

  test("are not found where there is one: an honest log cannot be accused", async () => {
    const pair = [join(mine, "checkpoint"), join(early, "checkpoint")];
    const { code, out } = await call("witness", "compare", "--log-key", logKey, ...pair);
    expect(out).toContain("one history, at 11 and 9 entries");
    expect(code).toBe(0);
  });

  test("are found by whoever has a checkpoint of one, though the log's key signed the other", async () => {
    const held = join(mine, "checkpoint");
    const { code, out } = await call("verify", theirs, "--log-key", logKey, "--held", held);
    expect(code).toBe(1);
    expect(out).toContain("error[rolled-back]");
    const reverse = await call("verify", mine, "--held", join(theirs, "checkpoint"));
    expect(reverse.out).toContain("error[other-history]");
  });
});

test.each([
  [["witness"], "witness does nothing alone"],
  [["witness", "sleep"], "is no act"],
  [["witness", "show"], "--state is missing"],
  [["witness", "add", "x"], "--key is missing"],
])("%j is a wrong call", async (args, what) => {
  const { code, err } = await call(...args);
  expect(code).toBe(2);
  expect(err).toContain(what);
});
