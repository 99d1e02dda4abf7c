import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { entriesOf } from "../../../testing/log/grown.ts";
import { held, logKey } from "../../../testing/log/keys.ts";
import { logOf } from "../../../testing/log/log.ts";
import { encodeText, hashOfOrigin } from "../../log/index.ts";
import { openWitnessFolder } from "./witness-folder.ts";

const ORIGIN = "commission.example/ford-2031";
const COMMON = entriesOf(5);
const honest = logOf(ORIGIN, [...COMMON, ...entriesOf(4, "true")]);
const forked = logOf(ORIGIN, [...COMMON, ...entriesOf(4, "other")]);
const own = held("un.example/watch", "cosignature");

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proviso-witness-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** Asks as a process of its own would, which remembers nothing but what is in the folder. */
async function ask(log: typeof honest, size: number): Promise<number> {
  const witness = openWitnessFolder(folder);
  const note = encodeText(await log.checkpointAt(size));
  const prove = async (oldSize: number) => log.consistency(oldSize, size);
  return (await witness.add({ held: own, note, prove, seconds: 1_900_000_000 })).status;
}

describe("a witness's folder", () => {
  test("cosigns one of two histories, however many processes ask at once", async () => {
    await openWitnessFolder(folder).trust(logKey(ORIGIN).key);
    expect(await ask(honest, 5)).toBe(200);
    const asked = [7, 8, 9, 7, 8, 9].flatMap((size) => [
      ask(honest, size).then((status) => ({ log: honest, status })),
      ask(forked, size).then((status) => ({ log: forked, status })),
    ]);
    const taken = (await Promise.all(asked)).filter(({ status }) => status === 200);
    expect(new Set(taken.map(({ log }) => log)).size).toBe(1);
    const [newest] = await openWitnessFolder(folder).shown();
    const log = taken[0]?.log ?? honest;
    expect(newest?.root).toEqual(log.rootAt(newest?.size ?? 0));
  });

  test("never goes back to a smaller checkpoint, and cosigns the same one again", async () => {
    await openWitnessFolder(folder).trust(logKey(ORIGIN).key);
    expect(await ask(honest, 8)).toBe(200);
    expect(await ask(honest, 8)).toBe(200);
    expect(await ask(honest, 6)).toBe(409);
    expect(await ask(forked, 8)).toBe(422);
    expect(await ask(forked, 9)).toBe(422);
  });

  test("keeps to the key that a log was first given, and to a chain that holds", async () => {
    const witness = openWitnessFolder(folder);
    await witness.trust(logKey(ORIGIN).key);
    await witness.trust(logKey(ORIGIN).key);
    const other = { ...logKey(ORIGIN).key, publicKey: logKey("x.example/log").key.publicKey };
    await expect(witness.trust(other)).rejects.toThrow("under another key");
    expect(await ask(logOf("y.example/log", COMMON), 5)).toBe(404);
    await ask(honest, 8);
    const chain = join(folder, hashOfOrigin(ORIGIN), "after-8.checkpoint");
    for (const notBeyond of [6, 8]) {
      await writeFile(chain, await honest.checkpointAt(notBeyond));
      await expect(ask(honest, 9)).rejects.toThrow("do not follow one another");
    }
  });
});
