import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entryOf } from "../../../testing/envelope/signed-record.ts";
import { compartmentOf, reader, saltedEnvelope } from "../../../testing/label/readers.ts";
import { formatLeaf } from "../../log/index.ts";
import { isSalt } from "../index.ts";
import { labelEnvelope, openLabelled } from "./labelled.ts";

const [analyst, stranger] = await Promise.all([reader(), reader()]);
const compartment = compartmentOf([analyst]);

const salt = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter(isSalt);

/** Texts that hold a word which is looked for wherever they must not be. */
const canary = fc
  .tuple(fc.stringMatching(/^[a-z]{8,16}$/), fc.stringMatching(/^[ -!#-[\]-~]{0,300}$/))
  .map(([word, rest]) => ({ word, text: `${word} ${rest}` }));

function remark(text: string) {
  const head = { id: "R-1", kind: "remark", of: "O-1", digest: "ab".repeat(32) };
  return entryOf({ ...head, text });
}

/** Every byte as the character of its number, so that any run of bytes can be looked for. */
function searchable(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

describe("an entry of a compartment", () => {
  test("comes back to a reader as it was, and to nobody else at all", async () => {
    await fc.assert(
      fc.asyncProperty(canary, salt, async ({ text }, random) => {
        const { envelope, statement } = await saltedEnvelope(remark(text));
        const made = await labelEnvelope(envelope, statement, compartment, random);
        if (!made.ok) throw new Error(made.rejection.code);
        expect(await openLabelled(made.labelled, [analyst.identity])).toEqual({
          ok: true,
          envelope,
        });
        const others = await openLabelled(made.labelled, [stranger.identity]);
        expect(others.ok || others.rejection.code).toBe("not-a-reader");
      }),
      { numRuns: 60 },
    );
  });

  test("leaves nothing of itself in its file, its leaf or a refusal, not even its length", async () => {
    const lengths = new Set<number>();
    await fc.assert(
      fc.asyncProperty(canary, salt, async ({ word, text }, random) => {
        const { envelope, statement } = await saltedEnvelope(remark(text));
        const made = await labelEnvelope(envelope, statement, compartment, random);
        if (!made.ok) throw new Error(made.rejection.code);
        const { ciphertext, digest, label } = made.labelled;
        lengths.add(ciphertext.length);
        const leaf = formatLeaf({ index: 3, received: 0, envelope: digest, label });
        const refused = await openLabelled(made.labelled, [stranger.identity]);
        const small = await labelEnvelope(
          envelope,
          statement,
          { ...compartment, entryBytes: 64 },
          random,
        );
        const seen = [ciphertext, leaf].map(searchable).join() + JSON.stringify([refused, small]);
        for (const hidden of [word, btoa(word), "remark", "team-3", "inspector", "observer"]) {
          expect(seen).not.toContain(hidden);
        }
      }),
      { numRuns: 60 },
    );
    expect(lengths.size).toBe(1);
  });

  test("gives a reader nothing at all once a byte of its file was changed", async () => {
    const { envelope, statement } = await saltedEnvelope();
    const made = await labelEnvelope(
      envelope,
      statement,
      compartment,
      Uint8Array.from({ length: 32 }, (_, at) => at),
    );
    if (!made.ok) throw new Error(made.rejection.code);
    const { labelled } = made;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(labelled.ciphertext.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const ciphertext = Uint8Array.from(labelled.ciphertext);
          ciphertext[at] = (ciphertext[at] ?? 0) ^ flip;
          const read = await openLabelled({ ...labelled, ciphertext }, [analyst.identity]);
          expect(read.ok).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });
});
