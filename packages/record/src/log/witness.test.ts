import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entriesOf } from "../../testing/log/grown.ts";
import { logKey, verify, witnessKey } from "../../testing/log/keys.ts";
import { logOf, requestOf } from "../../testing/log/log.ts";
import { refusal } from "../../testing/log/refusal.ts";
import { vector } from "../../testing/log/vectors.ts";
import { toBase64 } from "./base64.ts";
import { sameBytes } from "./bytes.ts";
import { openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { noteVerifier } from "./cosignature.ts";
import { formatNote, parseNote, signNote } from "./note.ts";
import { parseNoteKey } from "./note-key.ts";
import {
  addCheckpoint,
  hashOfOrigin,
  MAX_REQUEST_BYTES,
  parseAddCheckpoint,
  type Witness,
  type WitnessState,
  witnessedCheckpoint,
} from "./witness.ts";

interface Exchange {
  readonly log_vkey: string;
  readonly witness_vkey_ed25519: string;
  readonly init: string;
  readonly next: string;
  readonly consistency_5_8_hex: readonly string[];
}

const un = witnessKey("un.example/witness");
const AT = 1_667_000_000;
const NONE: WitnessState = new Map();

describe("the exchange of transparency-dev", () => {
  const vectors = vector<Exchange>("witness/witness.json");
  const witness: Witness = {
    held: un,
    logs: [noteVerifier(parseNoteKey(vectors.log_vkey), verify)],
  };
  const proof = vectors.consistency_5_8_hex.map((hex) => new Uint8Array(Buffer.from(hex, "hex")));
  const first = () => addCheckpoint(NONE, requestOf(0, [], vectors.init), witness, AT);
  const statusOf = async (state: WitnessState, request: string) =>
    (await addCheckpoint(state, request, witness, AT)).answer.status;

  test("is cosigned from nothing to 5, and from 5 to 8", async () => {
    const { state, answer } = await first();
    expect(answer.status).toBe(200);
    const next = await addCheckpoint(state, requestOf(5, proof, vectors.next), witness, AT);
    expect(next.answer.status).toBe(200);
    expect(next.state.get("monkeys")?.size).toBe(8);
    const whole = `${vectors.next}${next.answer.body}`;
    const keys = { logs: witness.logs, witnesses: [un.verifier] };
    expect((await openCheckpoint(whole, keys)).cosignatures).toHaveLength(1);
  });

  test("is refused with 404 where the log is not known", async () => {
    const other = { ...witness, logs: [logKey("example.org/other").verifier] };
    const { answer } = await addCheckpoint(NONE, requestOf(0, [], vectors.init), other, AT);
    expect(answer.status).toBe(404);
  });

  test("is refused with 403 where the log did not sign, or its signature is wrong", async () => {
    const { text } = parseNote(vectors.init);
    const stranger = formatNote(await signNote({ text }, [logKey("monkeys").signer]));
    expect(await statusOf(NONE, requestOf(0, [], stranger))).toBe(403);
    const forged = vectors.init.replace("monkeys\n5\n", "monkeys\n6\n");
    expect(await statusOf(NONE, requestOf(0, [], forged))).toBe(403);
  });

  test("is refused with 400 where the old size is larger than the checkpoint's", async () => {
    const { state } = await first();
    expect(await statusOf(state, requestOf(9, proof, vectors.next))).toBe(400);
  });

  test("is refused with 409 and the size where the old size is another", async () => {
    const { state } = await first();
    const { answer } = await addCheckpoint(state, requestOf(4, [], vectors.next), witness, AT);
    expect(answer).toEqual({ status: 409, contentType: "text/x.tlog.size", body: "5\n" });
  });

  test("is refused with 422 where the proof is wrong, missing or too long", async () => {
    const { state } = await first();
    for (const wrong of [[], proof.slice(1), [...proof, ...proof], proof.toReversed()]) {
      expect(await statusOf(state, requestOf(5, wrong, vectors.next))).toBe(422);
    }
    expect(await statusOf(NONE, requestOf(0, proof, vectors.next))).toBe(422);
  });
});

describe("a witness", () => {
  const log = logOf("example.org/cuba-1962", entriesOf(40));
  const fork = logOf("example.org/cuba-1962", entriesOf(40, "another"));
  const witness: Witness = { held: un, logs: [log.verifier] };
  const ask = (state: WitnessState, request: Uint8Array | string, seconds = AT) =>
    addCheckpoint(state, request, witness, seconds);

  test("cosigns an empty log, and no other root of it", async () => {
    const { state, answer } = await ask(NONE, await log.request(0, 0));
    expect(answer.status).toBe(200);
    expect((await ask(state, await log.request(0, 7))).answer.status).toBe(200);
    const text = `${log.origin}\n0\n${toBase64(log.rootAt(3))}\n`;
    const wrong = formatNote(await signNote({ text }, [log.signer]));
    expect((await ask(NONE, requestOf(0, [], wrong))).answer.status).toBe(422);
  });

  test("cosigns the same checkpoint again, at a later time", async () => {
    const { state } = await ask(NONE, await log.request(0, 7));
    const again = await ask(state, await log.request(7, 7), AT + 60);
    expect(again.answer.status).toBe(200);
    const keys = { logs: [log.verifier], witnesses: [un.verifier] };
    const opened = await openCheckpoint(again.state.get(log.origin)?.note ?? "", keys);
    expect(opened.cosignatures.map(({ seconds }) => seconds)).toEqual([AT + 60]);
  });

  test("refuses with 422 another history, at the same size or a larger one", async () => {
    const { state } = await ask(NONE, await log.request(0, 7));
    expect((await ask(state, await fork.request(7, 7))).answer.status).toBe(422);
    expect((await ask(state, await fork.request(7, 20))).answer.status).toBe(422);
  });

  test("changes nothing where it refuses", async () => {
    const { state } = await ask(NONE, await log.request(0, 7));
    expect((await ask(state, await fork.request(7, 20))).state).toBe(state);
    expect((await ask(state, "old 7\n")).state).toBe(state);
  });

  test("shows to anyone the latest checkpoint, with the log's signature and its own", async () => {
    const stranger = logKey("stranger.example").signer;
    const note = await signNote(parseNote(await log.checkpointAt(7)), [stranger]);
    const { state } = await ask(NONE, requestOf(0, [], formatNote(note)));
    const shown = witnessedCheckpoint(state, hashOfOrigin(log.origin));
    expect(shown.status).toBe(200);
    const names = parseNote(shown.body).signatures.map(({ name }) => name);
    expect(names).toEqual([log.origin, un.key.name]);
    expect(witnessedCheckpoint(NONE, hashOfOrigin(log.origin)).status).toBe(404);
    expect(witnessedCheckpoint(state, hashOfOrigin("another")).status).toBe(404);
  });

  test("keeps its logs apart", async () => {
    const other = logOf("example.org/other", entriesOf(9, "other"));
    const both = { ...witness, logs: [log.verifier, other.verifier] };
    const first = await addCheckpoint(NONE, await log.request(0, 7), both, AT);
    const second = await addCheckpoint(first.state, await other.request(0, 9), both, AT);
    expect([...second.state.values()].map(({ size }) => size)).toEqual([7, 9]);
  });

  test.each([
    ["nothing", ""],
    ["no empty line", "old 0\n"],
    ["no old size", "\n\nnote"],
    ["another first word", "new 0\n\nnote"],
    ["an old size with a sign", "old -1\n\nnote"],
    ["an old size with a leading zero", "old 00\n\nnote"],
    ["an old size beyond 2^53", "old 18446744073709551615\n\nnote"],
    ["a proof line that is no hash", "old 0\nAAAA\n\nnote"],
    ["64 proof lines", `old 1\n${`${toBase64(new Uint8Array(32))}\n`.repeat(64)}\nnote`],
    ["no checkpoint", "old 0\n\n"],
    ["a note that is no checkpoint", "old 0\n\ntext\n\n— a AAAAAAA=\n"],
    ["a line that ends in a carriage return", "old 0\r\n\r\nnote"],
  ])("refuses with 400 a request with %s", async (_, request) => {
    expect((await ask(NONE, request)).answer.status).toBe(400);
    expect(refusal(() => parseAddCheckpoint(request))).not.toBe(null);
  });

  test("reads no request that is longer than one can be", async () => {
    const long = new Uint8Array(MAX_REQUEST_BYTES + 1);
    expect((await ask(NONE, long)).answer.status).toBe(400);
  });

  test("asked in any order by a log that tells two histories keeps to one, and never goes back", async () => {
    const size = fc.nat(40);
    const request = fc.record({ isFork: fc.boolean(), old: fc.option(size), size });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 25 }), async (requests) => {
        let state = NONE;
        let histories = [log, fork];
        for (const { isFork, old, size } of requests) {
          const known = state.get(log.origin)?.size ?? 0;
          const teller = isFork ? fork : log;
          state = (await ask(state, await teller.request(Math.min(old ?? known, size), size)))
            .state;
          const latest = state.get(log.origin);
          if (latest === undefined) continue;
          expect(latest.size).toBeGreaterThanOrEqual(known);
          // What was cosigned now is of a history of which all was that was cosigned before.
          histories = histories.filter((one) => sameBytes(one.rootAt(latest.size), latest.root));
          expect(histories).not.toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("of two requests at once never rolls back, where the store compares before it sets", async () => {
    const { state: start } = await ask(NONE, await log.request(0, 5));
    const requests = await Promise.all([6, 20, 11, 40, 8, 33].map((size) => log.request(5, size)));
    let stored = start;
    const sizes: number[] = [];
    const submit = async (request: string): Promise<void> => {
      const read = stored;
      const { state, answer } = await ask(read, request);
      if (answer.status !== 200) return;
      if (stored !== read) return submit(request);
      stored = state;
      sizes.push(stored.get(log.origin)?.size ?? 0);
    };
    await Promise.all(requests.map(submit));
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(sizes.length).toBeGreaterThan(0);
    expect(parseCheckpoint(parseNote(stored.get(log.origin)?.note ?? "").text).size).toBe(
      sizes.at(-1),
    );
  });
});
