import { type Instant, instant } from "@proviso/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseLeaf, rootOf } from "../../src/log/index.ts";
import { keptTree } from "../../src/store/kept-tree.ts";
import type { RecordStore } from "../../src/store/store.ts";
import type { Head } from "../../src/store/tip.ts";
import type { MakeHarness, StoreHarness } from "./harness.ts";
import { plainSubmission } from "./plain-gate.ts";
import { openPlainWriter, type PlainWriter, type PlainWriterOptions } from "./plain-writer.ts";
import { refusal } from "./refusal.ts";
import { bytesOf, nodeSha256, textOf } from "./samples.ts";

const NOON = Date.parse("1962-11-03T12:00:00Z");

/** What the writer promises, whatever database stands behind it. */
export function describeWriter(name: string, make: MakeHarness): void {
  describe(name, () => {
    let harness: StoreHarness;
    let store: RecordStore;
    let counted = 0;
    let caseName = "";
    let clock = NOON;

    beforeAll(async () => {
      harness = await make();
      store = await harness.open();
    });
    afterAll(async () => {
      await store?.close();
      await harness?.end();
    });
    beforeEach(async () => {
      counted += 1;
      caseName = `case-${counted}`;
      clock = NOON;
      await store.found(caseName, `example.org/${caseName}`);
    });

    const start = (more: PlainWriterOptions = {}): Promise<PlainWriter> =>
      openPlainWriter(store, caseName, {
        now: (): Instant => instant(clock),
        sign: async ({ size }) => bytesOf(`head of ${size}`),
        ...more,
      });
    const record = () => store.record(caseName, { labels: "every" });
    const within = async (
      use: (writer: PlainWriter) => Promise<void>,
      more: PlainWriterOptions = {},
    ): Promise<void> => {
      const writer = await start(more);
      try {
        await use(writer);
      } finally {
        await writer.close();
      }
    };
    const texts = async (): Promise<readonly string[]> => {
      const kept = await (await record()).envelopes({ begin: 0, end: 10_000 });
      return kept.map(({ envelope }) => JSON.parse(textOf(envelope)).text as string);
    };
    const times = async (): Promise<readonly number[]> => {
      const record = await store.record(caseName, { labels: [] });
      const leaves = await record.leaves({ begin: 0, end: 10_000 });
      return leaves.map(({ leaf }) => parseLeaf(leaf).received - NOON);
    };
    const send = (text: string, more: Parameters<typeof plainSubmission>[1] = {}) =>
      plainSubmission({ key: `key of ${text}`, text }, more);

    test("an entry that was acknowledged is there for whoever opens the database anew", async () => {
      await within(async ({ append }) => {
        const receipt = await append(send("first"));
        expect(receipt).toMatchObject({ position: 0, isRepeat: false, head: { size: 1 } });
        const second = await harness.open();
        const record = await second.record(caseName, { labels: [] });
        expect(await record.size()).toBe(1);
        expect(rootOf(await keptTree(record, nodeSha256), nodeSha256)).toEqual(receipt.head.root);
        await second.close();
      });
    });

    test("entries of many at once stand without a gap, and in each one's own order", async () => {
      await within(async ({ append, head }) => {
        const authors = ["a", "b", "c", "d", "e"];
        const sent = Array.from({ length: 600 }, (_, at) => `${authors[at % 5]} ${at}`);
        const receipts = await Promise.all(sent.map((text) => append(send(text))));
        const positions = receipts.map(({ position }) => position);
        expect(positions).toEqual(sent.map((_, at) => at));
        expect(await texts()).toEqual(sent);
        expect(head().size).toBe(600);
      });
    });

    test("a record is taken up where it stood, with the same root", async () => {
      await within(async ({ append }) => {
        await Promise.all(Array.from({ length: 300 }, (_, at) => append(send(`before ${at}`))));
      });
      let before = new Uint8Array(0);
      await within(async ({ head }) => {
        before = Uint8Array.from(head().root);
        expect(head().size).toBe(300);
      });
      await within(async ({ append }) => {
        const { position, head } = await append(send("after"));
        const kept = await record();
        expect(position).toBe(300);
        expect(rootOf(await keptTree(kept, nodeSha256), nodeSha256)).toEqual(head.root);
        expect(rootOf(await keptTree(kept, nodeSha256, 300), nodeSha256)).toEqual(before);
      });
    });

    describe("an idempotency key", () => {
      test("makes an entry one, however often it is sent", async () => {
        await within(async ({ append }) => {
          const first = await append(send("once"));
          const again = await Promise.all(Array.from({ length: 200 }, () => append(send("once"))));
          for (const { position, isRepeat } of again) {
            expect([position, isRepeat]).toEqual([first.position, true]);
          }
          expect(await texts()).toEqual(["once"]);
        });
      });

      test("makes an entry one even when all copies come together", async () => {
        await within(async ({ append }) => {
          const all = await Promise.all(Array.from({ length: 50 }, () => append(send("once"))));
          expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
          expect(new Set(all.map(({ position }) => position))).toEqual(new Set([0]));
        });
        await within(async ({ append }) => {
          expect(await append(send("once"))).toMatchObject({ position: 0, isRepeat: true });
        });
        expect(await texts()).toEqual(["once"]);
      });

      test("does not stand for another entry", async () => {
        await within(async ({ append }) => {
          const key = "the key";
          const [one, other] = await Promise.allSettled([
            append(plainSubmission({ key, text: "one" })),
            append(plainSubmission({ key, text: "other" })),
          ]);
          expect([one.status, other.status]).toEqual(["fulfilled", "rejected"]);
          const late = append(plainSubmission({ key, text: "late" }));
          expect(await refusal(late)).toBe("STORE_KEY_REUSED");
          expect(await texts()).toEqual(["one"]);
        });
      });

      test("answers for a kept entry although what it expected has moved on", async () => {
        await within(async ({ append }) => {
          await append(send("first", { expected: 0 }));
          await append(send("second"));
          const again = await append(send("first", { expected: 0 }));
          expect(again).toMatchObject({ position: 0, isRepeat: true, head: { size: 2 } });
        });
      });
    });

    describe("an expected version", () => {
      test("lets in one of those who decided on the same record", async () => {
        await within(async ({ append }) => {
          const both = ["one", "other"].map((text) => append(send(text, { expected: 0 })));
          const settled = await Promise.allSettled(both);
          expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
          expect(await refusal(append(send("late", { expected: 0 })))).toBe("STORE_VERSION_MOVED");
          expect(await refusal(append(send("early", { expected: 2 })))).toBe("STORE_VERSION_MOVED");
          await append(send("in time", { expected: 1 }));
          expect(await texts()).toEqual(["one", "in time"]);
        });
      });
    });

    describe("a series", () => {
      const numbered = (route: string, number: number, label: string | null = null) =>
        plainSubmission(
          { key: `${label} ${route} ${number}`, text: `${number}`, series: { route, number } },
          { label },
        );

      test("has no gap, and gives no number twice", async () => {
        await within(async ({ append }) => {
          await append(numbered("usun", 1));
          await append(numbered("usun", 2));
          for (const wrong of [1, 2, 4, 0, -1]) {
            const attempt = append({ ...numbered("usun", wrong), envelope: twin("usun", wrong) });
            expect(await refusal(attempt)).toBe("STORE_SERIES_NUMBER");
          }
        });
        await within(async ({ append }) => {
          expect(await refusal(append(numbered("usun", 4)))).toBe("STORE_SERIES_NUMBER");
          await append(numbered("usun", 3));
        });
      });

      test("is of one route, and of one compartment: numbers of others say nothing", async () => {
        await within(async ({ append }) => {
          await append(numbered("usun", 1));
          await append(numbered("paris", 1));
          await append(numbered("usun", 1, "c-1"));
          await append(numbered("usun", 2, "c-1"));
          await append(numbered("usun", 2));
        });
      });

      test("counts on within one transaction", async () => {
        await within(async ({ append }) => {
          const sent = Array.from({ length: 40 }, (_, at) => append(numbered("usun", at + 1)));
          expect(await Promise.all(sent)).toHaveLength(40);
        });
      });
    });

    describe("an entry that is refused", () => {
      test("keeps out nobody else, and takes no position", async () => {
        await within(async ({ append }) => {
          const sent = ["a", "forged", "b", "inadmissible", "c"];
          const settled = await Promise.allSettled(sent.map((text) => append(send(text))));
          expect(settled.map(({ status }) => status)).toEqual([
            "fulfilled",
            "rejected",
            "fulfilled",
            "rejected",
            "fulfilled",
          ]);
          expect(await texts()).toEqual(["a", "b", "c"]);
        });
      });

      test("uses up neither its key nor its number", async () => {
        await within(async ({ append }) => {
          const series = { route: "usun", number: 1 };
          const refused = append(plainSubmission({ key: "k", text: "inadmissible", series }));
          await expect(refused).rejects.toThrow("may not stand at 0");
          await append(plainSubmission({ key: "k", text: "sound", series }));
        });
      });

      test("is told so when it is too large, and when too much is waiting", async () => {
        const limits = { envelopeBytes: 200, waiting: 3 };
        await within(
          async ({ append }) => {
            expect(await refusal(append(send("x".repeat(300))))).toBe("STORE_TOO_LARGE");
            const sent = ["a", "b", "c", "d"].map((text) => append(send(text)));
            const settled = await Promise.allSettled(sent);
            expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
            expect(await refusal(sent[3] as Promise<unknown>)).toBe("STORE_BUSY");
            await append(send("d"));
          },
          { limits },
        );
      });
    });

    test("an entry is judged by what the entries before it changed, also in its own batch", async () => {
      await within(async ({ append }) => {
        const sent = ["a", "epoch", "b", "epoch", "c", "d"];
        await Promise.all(sent.map((text, at) => append(plainSubmission({ key: `${at}`, text }))));
        expect(await texts()).toEqual(sent);
      });
    });

    describe("a clock", () => {
      test("that was set back does not turn the record back", async () => {
        await within(async ({ append }) => {
          await append(send("at noon"));
          clock = NOON - 365 * 86_400_000;
          await append(send("a year before"));
          clock = NOON + 1_000;
          await append(send("after noon"));
        });
        clock = NOON - 1_000;
        await within(async ({ append }) => {
          await append(send("after a restart, before noon"));
        });
        expect(await times()).toEqual([0, 0, 1_000, 1_000]);
      });

      test("that stands still, as in a leap second, gives an order all the same", async () => {
        await within(async ({ append }) => {
          for (const text of ["a", "b", "c"]) await append(send(text));
        });
        expect(await times()).toEqual([0, 0, 0]);
        expect(await texts()).toEqual(["a", "b", "c"]);
      });
    });

    test("whoever follows is told of every entry once it is durable, without a gap", async () => {
      const news: { readonly begin: number; readonly size: number }[] = [];
      const seen: Promise<number>[] = [];
      const told = (one: { readonly begin: number; readonly size: number }): void => {
        news.push(one);
        seen.push(record().then(({ size }) => size()));
      };
      await within(
        async ({ append }) => {
          for (let at = 0; at < 6; at += 1) {
            const sent = Array.from({ length: 10 }, (_, one) => append(send(`${at}.${one}`)));
            await Promise.all(sent);
          }
          await append(send("0.0"));
        },
        { told },
      );
      expect(news.at(-1)?.size).toBe(60);
      expect(news.map(({ begin }) => begin)).toEqual([0, ...news.slice(0, -1).map((n) => n.size)]);
      const there = await Promise.all(seen);
      for (const [at, { size }] of news.entries()) expect(there[at]).toBeGreaterThanOrEqual(size);
    });

    describe("a record", () => {
      test("that does not hold the head that was seen is not appended to", async () => {
        let seen: Head = { size: 0, root: new Uint8Array(0) };
        await within(async ({ append }) => {
          await append(send("a"));
          seen = (await append(send("b"))).head;
        });
        await within(async ({ append }) => void (await append(send("c"))), { seen });
        const later = { ...seen, size: 4 };
        const other = { ...seen, root: nodeSha256(bytesOf("other")) };
        expect(await refusal(start({ seen: later }))).toBe("STORE_ROLLED_BACK");
        expect(await refusal(start({ seen: other }))).toBe("STORE_ROLLED_BACK");
        await within(async () => undefined, { seen });
      });

      test("that has left for another store is not appended to", async () => {
        const hold = await store.hold(caseName);
        await hold.handOver("left", 0);
        await hold.release();
        expect(await refusal(start())).toBe("STORE_CASE_MOVED");
      });

      test("has a checkpoint for every size at which it was durable", async () => {
        await within(async ({ append }) => {
          await append(send("a"));
          await append(send("b"));
          await append(send("b"));
        });
        const kept = await (await record()).checkpoints({ begin: 0, end: 10 });
        expect(kept.map(({ size, note }) => [size, textOf(note)])).toEqual([
          [1, "head of 1"],
          [2, "head of 2"],
        ]);
      });

      test("keeps files beside its entries, while entries come in", async () => {
        await within(async ({ append, attach }) => {
          const document = { file: "agreement.proviso", label: null, bytes: bytesOf("agreement") };
          await Promise.all([append(send("a")), attach([document]), append(send("b"))]);
          const kept = await record();
          expect(await kept.documents({ begin: 0, end: 9 })).toEqual([{ serial: 0, ...document }]);
          expect(await texts()).toEqual(["a", "b"]);
        });
      });
    });

    describe("a writer that is closed", () => {
      test("finishes what was submitted, and takes nothing more", async () => {
        const writer = await start();
        const sent = Array.from({ length: 50 }, (_, at) => writer.append(send(`${at}`)));
        await Promise.all([writer.close(), ...sent]);
        expect(await refusal(writer.append(send("late")))).toBe("STORE_STOPPED");
        expect(await texts()).toHaveLength(50);
      });

      test("leaves the case to the next", async () => {
        const writer = await start();
        expect(await refusal(start())).toBe("STORE_HELD");
        await writer.close();
        await within(async ({ append }) => void (await append(send("next"))));
      });
    });

    test("a head that cannot be signed is not kept, and the next begins anew", async () => {
      let isPulledOut = true;
      const sign = async (): Promise<Uint8Array> => {
        if (isPulledOut) throw new Error("The token was pulled out.");
        return bytesOf("signed");
      };
      await within(
        async ({ append, taken }) => {
          await expect(append(send("a"))).rejects.toThrow("token");
          expect(await texts()).toEqual([]);
          isPulledOut = false;
          expect(await append(send("a"))).toMatchObject({ position: 0, isRepeat: false });
          expect(taken()).toBe(2);
        },
        { sign },
      );
    });
  });
}

/** An entry of the same number under a key of its own. */
function twin(route: string, number: number): Uint8Array {
  return plainSubmission({ key: `twin ${number}`, text: "twin", series: { route, number } })
    .envelope;
}
