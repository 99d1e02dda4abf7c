import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mutated, mutationOf } from "../../../testing/bundle/mutations.ts";
import { sampleRecord, TRUST } from "../../../testing/bundle/sample-bundle.ts";
import { sha256 } from "../../log/index.ts";
import { BUNDLE, type BundleFiles } from "./layout.ts";
import { verifyBundle } from "./verify.ts";

const record = await sampleRecord();
const sound: BundleFiles = await record.bundle();
const older: BundleFiles = await olderBundle();

/** The same record a few entries before. */
async function olderBundle(): Promise<BundleFiles> {
  const before = await sampleRecord();
  before.kept.length = 8;
  return before.bundle();
}

/** Bits of a file to try: its first and last, and some that depend on its name alone. */
function bitsOf(path: string, bytes: Uint8Array): readonly number[] {
  const total = bytes.length * 8;
  const drawn = sha256(new TextEncoder().encode(path));
  const view = new DataView(drawn.buffer, drawn.byteOffset);
  const some = [0, 4, 8, 12, 16].map((at) => view.getUint32(at) % total);
  return [...new Set([0, total - 1, ...some])];
}

function withBit(path: string, bit: number): BundleFiles {
  const bytes = Uint8Array.from(sound.get(path) ?? []);
  const at = bit >> 3;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
  return new Map(sound).set(path, bytes);
}

describe("a bundle of which one bit was changed", () => {
  test.each([...sound.keys()])("in %s is found, and the file is named", async (path) => {
    for (const bit of bitsOf(path, sound.get(path) ?? new Uint8Array())) {
      const { findings } = await verifyBundle(withBit(path, bit), TRUST);
      const errors = findings.filter(({ severity }) => severity === "error");
      // A list that names other files, or has another sum for one, is itself what was changed.
      const named = errors.some(({ file }) => file === path) || path === "SHA256SUMS";
      expect(errors.length, `${path}, bit ${bit}`).toBeGreaterThan(0);
      expect(named, `${path}, bit ${bit}: ${JSON.stringify(errors[0])}`).toBe(true);
    }
  });

  test.each([...sound.keys()])("or of which %s was taken out is found", async (path) => {
    const files = new Map(sound);
    files.delete(path);
    const { findings } = await verifyBundle(files, TRUST);
    // The signature over the list may be missing: then nobody vouches for the list, which is said.
    const what = path === "SHA256SUMS.note" ? "SHA256SUMS" : path;
    expect(findings.some(({ file }) => file === what)).toBe(true);
  });
});

/** Whether only the signed list speaks for a file to those who cannot read every entry. */
function byListAlone(path: string): boolean {
  const unsaid: readonly string[] = [BUNDLE.readme, BUNDLE.checker, BUNDLE.sums, BUNDLE.sumsNote];
  return unsaid.includes(path) || path.endsWith(".age");
}

describe("a bundle that somebody changed who can sign nothing", () => {
  test("is found out, and what was changed is named, also where the list is made to fit", async () => {
    const mutation = mutationOf([...sound.keys()]);
    await fc.assert(
      fc.asyncProperty(mutation, async (asked) => {
        const { files, changed } = mutated(sound, older, asked);
        if (changed.size === 0) return;
        const { findings } = await verifyBundle(files, TRUST);
        // What the record says nothing of is spoken for by the list, and that by its signature.
        const ofRecord = [...changed].filter((path) => !byListAlone(path));
        const named = ofRecord.length > 0 ? ofRecord : [...changed, BUNDLE.sums, BUNDLE.sumsNote];
        expect(findings.some(({ file }) => named.includes(file))).toBe(true);
        const isUnsigned =
          changed.size === 1 && changed.has(BUNDLE.sumsNote) && !files.has(BUNDLE.sumsNote);
        expect(findings.some(({ severity }) => severity === "error")).toBe(!isUnsigned);
      }),
      { numRuns: 200 },
    );
  });
});
