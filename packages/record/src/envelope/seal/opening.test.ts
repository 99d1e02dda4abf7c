import { describe, expect, test } from "vitest";
import { opened, sealed } from "../../../testing/seal/sealed-inventory.ts";
import { accountOf } from "./account.ts";
import { rootOfSecret } from "./declaration.ts";
import { judgeOpening } from "./judge-opening.ts";
import { type OpenedSite, type OpeningDocument, openItem, openSite, openWhole } from "./opening.ts";
import { formatOpening, readOpeningDocument } from "./opening-document.ts";

const { secret, placed } = sealed();
const item = openItem(secret, "L-1", "gun-2");
const site = openSite(secret, "L-1", "orchard");
const whole = openWhole(secret, "L-1");

function judged(document: OpeningDocument, by = "Arden") {
  const { entry, bytes } = opened(document, by);
  return judgeOpening(placed, entry, bytes);
}

function shown(document: OpeningDocument) {
  const found = judged(document);
  if (!found.ok) throw new Error(found.rejection.message);
  return found.shown;
}

function codeOf(document: OpeningDocument, by?: string): string | null {
  const found = judged(document, by);
  return found.ok ? null : found.rejection.code;
}

/** A document with its first site changed. */
function withSite(
  document: OpeningDocument,
  change: (site: OpenedSite) => OpenedSite,
): OpeningDocument {
  const [first, ...rest] = document.sites;
  return { ...document, sites: [change(first as OpenedSite), ...rest] };
}

/** The same site with the first of its shown places changed. */
function withPlace(
  document: OpeningDocument,
  change: (place: { id: string | null; content: string; salt: Uint8Array }) => object,
): OpeningDocument {
  return withSite(document, (one) => {
    const [first, ...rest] = one.items.places;
    const places = [{ ...first, ...change(first as never) }, ...rest];
    return { ...one, items: { ...one.items, places } as unknown as OpenedSite["items"] };
  });
}

describe("an item that is opened", () => {
  test("is shown with its site, and nothing else is", () => {
    const { places } = shown(item);
    expect(places.map(({ site: at, id, content }) => [at, id, content])).toEqual([
      ["orchard", "gun-2", "howitzer, 152 mm, no. 4472"],
    ]);
    const text = new TextDecoder().decode(formatOpening(item));
    for (const hidden of ["gun-1", "gun-3", "ford", "mill", "4471", "881"]) {
      expect(text).not.toContain(hidden);
    }
  });

  test("leaves of the rest their number alone", () => {
    expect(accountOf(placed.entry, [shown(item)])).toEqual({
      places: 32,
      items: shown(item).places,
      empty: 0,
      sealed: 31,
      wholeSites: [],
      isComplete: false,
      declaredTwice: [],
    });
  });
});

describe("a site that is opened", () => {
  test("is shown whole, its empty places too", () => {
    const { places, wholeSites } = shown(site);
    expect(places).toHaveLength(8);
    expect(places.flatMap(({ id }) => (id === null ? [] : [id])).sort()).toEqual([
      "gun-1",
      "gun-2",
    ]);
    expect(wholeSites).toEqual(["orchard"]);
    const text = new TextDecoder().decode(formatOpening(site));
    for (const hidden of ["gun-3", "ford", "mill", "881"]) expect(text).not.toContain(hidden);
  });

  test("may be one at which nothing is declared", () => {
    const nothing = shown(openSite(secret, "L-1", "mill"));
    expect(nothing.places.every(({ id }) => id === null)).toBe(true);
    expect(accountOf(placed.entry, [nothing])).toMatchObject({ empty: 8, wholeSites: ["mill"] });
  });

  test("holds nothing back", () => {
    const short = withSite(site, (one) => ({
      ...one,
      items: { kind: "all", places: one.items.places.slice(1) },
    }));
    expect(codeOf(short)).toBe("items-held-back");
    expect(codeOf({ ...item, scope: "site" })).toBe("items-held-back");
  });
});

describe("a declaration that is opened whole", () => {
  test("shows every place there is", () => {
    const account = accountOf(placed.entry, [shown(whole)]);
    expect(account).toMatchObject({ sealed: 0, empty: 29, isComplete: true });
    expect(account.items.map(({ id }) => id).sort()).toEqual(["gun-1", "gun-2", "gun-3"]);
    expect([...account.wholeSites].sort()).toEqual(["ford", "mill", "orchard"]);
  });

  test("holds no site back", () => {
    expect(codeOf({ ...whole, sites: whole.sites.slice(1) })).toBe("items-held-back");
    expect(codeOf({ ...site, scope: "whole" })).toBe("items-held-back");
  });

  test("may be opened bit by bit, and adds up", () => {
    const openings = [item, site, openSite(secret, "L-1", "ford")].map(shown);
    expect(accountOf(placed.entry, openings)).toMatchObject({ sealed: 16, empty: 13 });
  });
});

describe("an opening that does not match", () => {
  test("of an item that was sealed otherwise is refused", () => {
    expect(codeOf(withPlace(item, () => ({ content: "two howitzers" })))).toBe("item-mismatch");
    expect(codeOf(withPlace(item, () => ({ id: "gun-9" })))).toBe("item-mismatch");
    expect(codeOf(withPlace(item, () => ({ salt: new Uint8Array(32) })))).toBe("item-mismatch");
    expect(codeOf(withPlace(item, () => ({ index: 7 })))).toBe("item-mismatch");
    expect(codeOf(withPlace(item, () => ({ path: [] })))).toBe("item-mismatch");
    expect(codeOf(withPlace(item, () => ({ content: "x".repeat(300) })))).toBe("item-mismatch");
  });

  test("of a site that was sealed otherwise is refused", () => {
    expect(codeOf(withPlace(site, () => ({ content: "gone", id: "gun-1" })))).toBe("site-mismatch");
    expect(codeOf(withSite(site, (one) => ({ ...one, site: "meadow" })))).toBe("site-mismatch");
    expect(codeOf(withSite(site, (one) => ({ ...one, salt: new Uint8Array(32) })))).toBe(
      "site-mismatch",
    );
    const moved = withSite(site, (one) => ({ ...one, index: (one.index + 1) % 4 }));
    expect(codeOf(moved)).toBe("site-mismatch");
  });

  test("of a place that was sealed filled and is said to be empty is refused", () => {
    expect(codeOf(withPlace(item, () => ({ id: null, content: "" })))).toBe("item-mismatch");
  });

  test("of another tree is refused", () => {
    const other = sealed(undefined, "Arden", "other salts");
    expect(codeOf(openItem(other.secret, "L-1", "gun-2"))).toBe("root-mismatch");
    expect(codeOf({ ...item, tree: new Uint8Array(32) })).toBe("root-mismatch");
  });

  test("of another party's seal, repeated as one's own, is refused", () => {
    const stolen = { ...placed, entry: { ...placed.entry, by: "Belmar" as never } };
    const { entry, bytes } = opened(item, "Belmar");
    const found = judgeOpening(stolen, entry, bytes);
    expect(found.ok || found.rejection.code).toBe("root-mismatch");
    expect(codeOf(item, "Belmar")).toBe("other-party");
  });

  test("of a seal made for another case is refused", () => {
    const elsewhere = { ...placed, case: "ridge-2031" };
    const { entry, bytes } = opened(item);
    const found = judgeOpening(elsewhere, entry, bytes);
    expect(found.ok || found.rejection.code).toBe("root-mismatch");
  });

  test("of one place twice is refused", () => {
    const twice = { ...whole, sites: [...item.sites, ...item.sites], scope: "item" as const };
    expect(codeOf(twice)).toBe("place-twice");
  });

  test("of one item that was sealed in two places is refused, and shows from any two openings", () => {
    // Nobody can be kept from committing to one gun twice; it comes out when both are opened.
    const sites = secret.sites.map((one) => {
      if (one.site === "orchard") return one;
      const [, ...rest] = one.places;
      const copy = { id: "gun-1", content: "the same", salt: new Uint8Array(32).fill(8) };
      return { ...one, places: [copy, ...rest] };
    });
    const cheat = { ...secret, sites };
    const entry = { ...placed.entry, root: rootOfSecret(cheat) };
    const judge = (document: OpeningDocument) => {
      const opening = opened(document);
      return judgeOpening({ ...placed, entry }, opening.entry, opening.bytes);
    };
    const refused = judge(openWhole(cheat, "L-1"));
    expect(refused.ok || refused.rejection.code).toBe("item-twice");
    const each = ["orchard", "ford"].flatMap((name) => {
      const found = judge(openSite(cheat, "L-1", name));
      return found.ok ? [found.shown] : [];
    });
    expect(accountOf(entry, each).declaredTwice).toEqual(["gun-1"]);
  });

  test("with a document that is not the one named is refused", () => {
    const { entry } = opened(item);
    const found = judgeOpening(placed, entry, formatOpening(site));
    expect(found.ok || found.rejection.code).toBe("opening-altered");
  });

  test("that names another seal, or another scope, is refused", () => {
    expect(codeOf({ ...item, seal: "L-9" })).toBe("other-seal");
    const { entry, bytes } = opened(item);
    const found = judgeOpening(placed, { ...entry, scope: "whole" }, bytes);
    expect(found.ok || found.rejection.code).toBe("other-scope");
  });

  test("leaves a remedy", () => {
    const found = judged({ ...item, tree: new Uint8Array(32) });
    expect(found.ok || found.rejection.remedy).not.toBe("");
  });
});

describe("an opening document", () => {
  test.each([[item], [site], [whole]])("%# is read as it was written", (document) => {
    expect(readOpeningDocument(formatOpening(document))).toEqual({ ok: true, document });
  });

  const text = new TextDecoder().decode(formatOpening(item));
  test.each([
    "",
    "{}",
    text.replace('"v":1', '"v":2'),
    text.replace('"sites":[', '"sites":[],"more":['),
    text.replace('"sites":[', '"sites":[1,'),
    text.replace('"path":[', '"path":["xyz",'),
    text.replace('"path":[', '"path":[1,'),
    text.replace('"path":', '"path":{},"other":'),
    text.replace('"index":', '"index":-1,"other":'),
    text.replace('"content":"', '"content":1,"other":"'),
    text.replace('"content":"', '"content":"\\ud800'),
    text.replace('"id":"gun-2",', ""),
    text.replace('"some":[', '"all":[],"some":['),
    text.replace('"tree":"', '"tree":"00'),
    `\ufeff${text}`,
  ])("%# is refused", (altered) => {
    const read = readOpeningDocument(new TextEncoder().encode(altered));
    expect(read.ok || read.rejection.code).toBe("opening-malformed");
  });

  test("that is not UTF-8 is refused", () => {
    const read = readOpeningDocument(Uint8Array.of(0xff));
    expect(read.ok || read.rejection.code).toBe("opening-malformed");
  });

  test("opens only what was declared", () => {
    expect(() => openItem(secret, "L-1", "gun-9")).toThrow("not in the declaration");
    expect(() => openSite(secret, "L-1", "meadow")).toThrow("not in the declaration");
  });
});
