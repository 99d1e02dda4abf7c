import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { opened, type SealedInventory, sealed } from "../../../testing/seal/sealed-inventory.ts";
import { encodeText } from "../../log/index.ts";
import { accountOf } from "./account.ts";
import type { Declaration } from "./declaration.ts";
import { judgeOpening, type ShownPlaces } from "./judge-opening.ts";
import { type OpeningDocument, openItem, openSite, openWhole } from "./opening.ts";
import { formatOpening, readOpeningDocument } from "./opening-document.ts";

/** How many hostile documents are tried; `PROVISO_FUZZ_RUNS=1000000` for the long run. */
const RUNS = Number(process.env["PROVISO_FUZZ_RUNS"] ?? 2000);
const LONG_MS = 3_600_000;

const content = fc.string({ unit: "grapheme", maxLength: 30 });

/** Inventories of up to five sites, each with up to six items. */
const declaration: fc.Arbitrary<Declaration> = fc
  .array(fc.array(content, { maxLength: 6 }), { minLength: 1, maxLength: 5 })
  .map((sites) =>
    sites.map((items, at) => ({
      site: `site-${at}`,
      items: items.map((text, place) => ({ id: `item-${at}-${place}`, content: text })),
    })),
  );

function shownOf({ placed }: SealedInventory, document: OpeningDocument): ShownPlaces {
  const { entry, bytes } = opened(document);
  const found = judgeOpening(placed, entry, bytes);
  if (!found.ok) throw new Error(found.rejection.message);
  return found.shown;
}

describe("a sealed declaration", () => {
  test("opens item by item, site by site and whole to what was declared", () => {
    fc.assert(
      fc.property(declaration, (declared) => {
        const inventory = sealed(declared);
        const whole = shownOf(inventory, openWhole(inventory.secret, "L-1"));
        const account = accountOf(inventory.placed.entry, [whole]);
        expect(account.isComplete).toBe(true);
        for (const { site, items } of declared) {
          const shown = shownOf(inventory, openSite(inventory.secret, "L-1", site));
          const filled = shown.places.filter(({ id }) => id !== null);
          expect(new Map(filled.map((place) => [place.id, place.content]))).toEqual(
            new Map(items.map((one) => [one.id, one.content])),
          );
          for (const one of items) {
            const item = shownOf(inventory, openItem(inventory.secret, "L-1", one.id));
            expect(item.places).toMatchObject([{ site, ...one }]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("adds up: what is shown and what is sealed is what was committed to", () => {
    fc.assert(
      fc.property(declaration, fc.infiniteStream(fc.boolean()), (declared, chosen) => {
        const inventory = sealed(declared);
        const openings = declared
          .filter(() => chosen.next().value)
          .map(({ site }) => shownOf(inventory, openSite(inventory.secret, "L-1", site)));
        const account = accountOf(inventory.placed.entry, openings);
        expect(account.items.length + account.empty + account.sealed).toBe(account.places);
        expect(account.wholeSites).toHaveLength(openings.length);
      }),
      { numRuns: 40 },
    );
  });

  test("shows in an opening nothing of what stays sealed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), (chosen) => {
        const canary = (at: number) => `canary-${at}-5f1b`;
        const declared = [0, 1, 2, 3].map((at) => ({
          site: `place-${canary(at)}`,
          items: [{ id: canary(at), content: `content ${canary(at)}` }],
        }));
        const { secret } = sealed(declared);
        for (const document of [
          openItem(secret, "L-1", canary(chosen)),
          openSite(secret, "L-1", `place-${canary(chosen)}`),
        ]) {
          const text = new TextDecoder().decode(formatOpening(document));
          for (const at of [0, 1, 2, 3]) expect(text.includes(canary(at))).toBe(at === chosen);
        }
      }),
    );
  });
});

describe("an opening that was changed", () => {
  const inventory = sealed();
  const sound = formatOpening(openSite(inventory.secret, "L-1", "orchard"));
  const known = new Set(
    shownOf(inventory, openWhole(inventory.secret, "L-1")).places.map((place) =>
      JSON.stringify(place),
    ),
  );

  test(
    "shows what was sealed or nothing, and stops no reader",
    () => {
      fc.assert(
        fc.property(fc.nat(), fc.nat(9), fc.string({ maxLength: 4 }), (place, length, put) => {
          const at = place % sound.length;
          const sent = Uint8Array.from([
            ...sound.subarray(0, at),
            ...encodeText(put.isWellFormed() ? put : ""),
            ...sound.subarray(at + length),
          ]);
          const read = readOpeningDocument(sent);
          if (!read.ok) return;
          const { entry } = opened(read.document);
          const found = judgeOpening(inventory.placed, entry, formatOpening(read.document));
          if (!found.ok) return;
          for (const one of found.shown.places) expect(known.has(JSON.stringify(one))).toBe(true);
        }),
        { numRuns: RUNS },
      );
    },
    LONG_MS,
  );
});
