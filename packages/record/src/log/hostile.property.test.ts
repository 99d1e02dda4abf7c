import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entriesOf } from "../../testing/log/grown.ts";
import { seedOf, verify, witnessKey } from "../../testing/log/keys.ts";
import { logOf } from "../../testing/log/log.ts";
import { refusal, refusalOf } from "../../testing/log/refusal.ts";
import { RUNS_TIMEOUT_MS, runs } from "../../testing/log/runs.ts";
import { nodeSigner } from "../node-crypto.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { decodeText, encodeText, sameBytes } from "./bytes.ts";
import { openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { proveEquivocation, verifyEquivocation } from "./equivocation.ts";
import { formatNote, parseNote } from "./note.ts";
import {
  formatNoteKey,
  formatNoteSecretKey,
  parseNoteKey,
  parseNoteSecretKey,
} from "./note-key.ts";
import { parseDecimal } from "./number.ts";
import { formatPolicy, parsePolicy } from "./policy-file.ts";
import { formatReceipt, parseReceipt, verifyReceipt } from "./receipt.ts";
import { entriesPath, parseTilePath, tilePath } from "./tile-path.ts";
import { decodeBundle, decodeTile, encodeBundle } from "./tiles.ts";
import { addCheckpoint, parseAddCheckpoint } from "./witness.ts";

const ORIGIN = "example.org/cuba-1962";
const entries = entriesOf(30);
const log = logOf(ORIGIN, entries);
const fork = logOf(ORIGIN, entriesOf(30, "another"));
const un = witnessKey("un.example/w");
const keys = { logs: [log.verifier], witnesses: [un.verifier] };
const policyText = [
  `log ${formatNoteKey(log.key)} https://example.org`,
  `witness UN ${formatNoteKey(un.key)}`,
  "group all 1 UN",
  "quorum all",
  "",
].join("\n");
const policy = parsePolicy(policyText);
const checkpoint = await log.checkpointAt(30);
const receipt = { index: 13, proof: log.inclusion(13, 30), note: checkpoint, extra: null };
const prefix = { root: fork.rootAt(20), proof: fork.consistency(20, 30) };
const witness = { held: un, logs: keys.logs };
const secret = formatNoteSecretKey(log.key, seedOf(`${ORIGIN} ed25519`));

/** One of each of our files, sound. */
const SOUND: readonly Uint8Array[] = [
  checkpoint,
  formatNoteKey(log.key),
  secret,
  policyText,
  formatReceipt({ ...receipt, extra: Uint8Array.of(1, 2, 3) }),
  await log.request(20, 30),
  await proveEquivocation(
    await log.checkpointAt(20),
    await fork.checkpointAt(30),
    prefix,
    keys.logs,
  ),
  "tile/0/x001/x234/067.p/8",
  "tile/entries/067",
  "9007199254740991",
].map(encodeText);
const SOUND_BYTES = [...SOUND, encodeBundle(entries), new Uint8Array(256 * 32)];

/** What happens to a file on its way, by accident or by intent. */
type Edit = (bytes: Uint8Array) => Uint8Array;

const PIECES = [
  "\n",
  "\n\n",
  "— ",
  "+",
  " ",
  "=",
  "0",
  "\u0000",
  "\ufeff",
  "\u2028",
  "old ",
  "extra ",
];

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ at: fc.nat(), bit: fc.nat(7) }).map(
    ({ at, bit }): Edit =>
      (bytes) =>
        bytes.map((byte, place) => (place === at % bytes.length ? byte ^ (1 << bit) : byte)),
  ),
  fc.record({ at: fc.nat(), length: fc.nat(40) }).map(
    ({ at, length }): Edit =>
      (bytes) =>
        spliced(bytes, at, length, new Uint8Array(0)),
  ),
  fc.record({ at: fc.nat(), piece: fc.constantFrom(...PIECES) }).map(
    ({ at, piece }): Edit =>
      (bytes) =>
        spliced(bytes, at, 0, encodeText(piece)),
  ),
  fc.record({ at: fc.nat(), piece: fc.uint8Array({ maxLength: 8 }) }).map(
    ({ at, piece }): Edit =>
      (bytes) =>
        spliced(bytes, at, 0, piece),
  ),
  fc.record({ at: fc.nat(), from: fc.nat(), length: fc.nat(200) }).map(
    ({ at, from, length }): Edit =>
      (bytes) => {
        const start = from % (bytes.length + 1);
        return spliced(bytes, at, 0, bytes.slice(start, start + length));
      },
  ),
);

const hostile: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: "binary", maxLength: 100 })
      .map((text) => encodeText(text.toWellFormed())),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({ of: fc.constantFrom(...SOUND_BYTES), edits: fc.array(edit, { maxLength: 4 }) })
      .map(({ of, edits }) => edits.reduce((bytes, one) => one(bytes), of)),
  },
);

function spliced(bytes: Uint8Array, at: number, length: number, piece: Uint8Array): Uint8Array {
  const start = at % (bytes.length + 1);
  return Uint8Array.from([...bytes.slice(0, start), ...piece, ...bytes.slice(start + length)]);
}

/** Reads text with each parser of text; what is read is written as it was. */
function readAll(text: string): void {
  const readers: readonly (() => unknown)[] = [
    () => parseCheckpoint(text),
    () => parseDecimal(text),
    () => expect(toBase64(fromBase64(text))).toBe(text),
    () => expect(formatNoteKey(parseNoteKey(text))).toBe(text),
    () => parseNoteSecretKey(text, nodeSigner),
    () => {
      const { kind, tile } = parseTilePath(text);
      expect(kind === "entries" ? entriesPath(tile) : tilePath(tile)).toBe(text);
    },
    () => {
      const note = parseNote(text);
      // A signature that stands there twice is kept once.
      const lines = text.slice(note.text.length + 1).split("\n").length - 1;
      if (lines === note.signatures.length) expect(formatNote(note)).toBe(text);
    },
    () => expect(formatReceipt(parseReceipt(text))).toBe(text),
    () => expect(parsePolicy(formatPolicy(parsePolicy(text)))).toEqual(parsePolicy(text)),
    () => parseAddCheckpoint(text),
  ];
  for (const read of readers) refusal(read);
}

describe("hostile input", () => {
  test(
    "is read as what it is, or refused with a code, by every reader of text",
    () => {
      fc.assert(
        fc.property(hostile, (bytes) => {
          let text: string | null = null;
          refusal(() => {
            text = decodeText(bytes);
          });
          if (text !== null) {
            expect(sameBytes(encodeText(text), bytes)).toBe(true);
            readAll(text);
          }
          for (const read of [parseNote, parseReceipt, parsePolicy, parseAddCheckpoint]) {
            refusal(() => read(bytes));
          }
        }),
        { numRuns: runs(3000) },
      );
    },
    RUNS_TIMEOUT_MS,
  );

  test(
    "is read as what it is, or refused with a code, by every reader of bytes",
    () => {
      fc.assert(
        fc.property(hostile, fc.nat(300), (bytes, width) => {
          refusal(() => decodeTile(bytes, width));
          refusal(() => expect(encodeBundle(decodeBundle(bytes, width))).toEqual(bytes));
        }),
        { numRuns: runs(2000) },
      );
    },
    RUNS_TIMEOUT_MS,
  );

  test(
    "is refused with a code by every check, unless it is what was signed",
    async () => {
      const entry = { bytes: entries[13] as Uint8Array };
      await fc.assert(
        fc.asyncProperty(hostile, async (bytes) => {
          await refusalOf(async () => {
            const opened = await openCheckpoint(bytes, keys);
            expect(sameBytes(opened.root, log.rootAt(opened.size))).toBe(true);
          });
          await refusalOf(async () => {
            await verifyReceipt(bytes, entry, { ...policy, quorum: { kind: "none" } }, { verify });
          });
          await refusalOf(async () => {
            const { older, newer } = await verifyEquivocation(bytes, keys.logs);
            expect([older.size, newer.size]).toEqual([20, 30]);
          });
          const { answer, state } = await addCheckpoint(new Map(), bytes, witness, 1);
          expect([200, 400, 403, 404, 409, 422]).toContain(answer.status);
          expect(state.size).toBe(answer.status === 200 ? 1 : 0);
        }),
        { numRuns: runs(1000) },
      );
    },
    RUNS_TIMEOUT_MS,
  );
});
