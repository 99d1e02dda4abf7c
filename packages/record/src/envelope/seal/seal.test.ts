import { describe, expect, test } from "vitest";
import { AT, INVENTORY, randomFrom, sealed } from "../../../testing/seal/sealed-inventory.ts";
import { toHex } from "../../log/index.ts";
import { itemLeaf, sealRoot } from "./commitment.ts";
import { type Declaration, roomFor, rootOfSecret, sealDeclaration } from "./declaration.ts";
import { formatSecret, readSecret } from "./secret-file.ts";

const terms = {
  ...AT,
  by: "Arden",
  statementType: "howitzer-inventory",
  sites: 4,
  itemsPerSite: 8,
  itemBytes: 256,
};

function codeOf(
  declaration: Declaration,
  changes: Partial<typeof terms> = {},
  random = randomFrom("a"),
): string | null {
  try {
    sealDeclaration(declaration, { ...terms, ...changes }, random);
    return null;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

const at = (site: string, ...ids: readonly string[]) => ({
  site,
  items: ids.map((id) => ({ id, content: "a gun" })),
});

describe("a sealed declaration", () => {
  test("is one hash, and room for more than there is", () => {
    const { root, placed } = sealed();
    expect(root).toMatch(/^[0-9a-f]{64}$/);
    expect(placed.entry).toMatchObject({ sites: 4, itemsPerSite: 8, itemBytes: 256, root });
  });

  test("is bound to its log, case, party, type and room: repeated by another it opens nothing", () => {
    const tree = new Uint8Array(32).fill(5);
    const root = toHex(sealRoot(terms, tree));
    const others = [
      { origin: "other.example/log" },
      { case: "ridge-2031" },
      { by: "Belmar" },
      { statementType: "mine-map" },
      { sites: 8 },
      { itemsPerSite: 4 },
      { itemBytes: 1024 },
    ];
    const roots = others.map((change) => toHex(sealRoot({ ...terms, ...change }, tree)));
    expect(new Set([root, ...roots]).size).toBe(others.length + 1);
  });

  test("says nothing by its size: any inventory within the room makes as much of it", () => {
    const few = sealed([at("ford", "g-1")]);
    const many = sealed([at("ford", "g-1", "g-2", "g-3", "g-4"), at("mill", "g-5"), at("weir")]);
    const { root: _few, ...ofFew } = few.placed.entry;
    const { root: _many, ...ofMany } = many.placed.entry;
    expect(ofFew).toEqual(ofMany);
    const places = (secret: typeof few.secret) => secret.sites.map(({ places }) => places.length);
    expect(places(few.secret)).toEqual(places(many.secret));
  });

  test("stands in the order of its hashes, so that no place tells how many are before it", () => {
    const { secret } = sealed();
    for (const { places } of secret.sites) {
      const leaves = places.map((place) => toHex(itemLeaf(secret.terms, place)));
      expect(leaves).toEqual([...leaves].sort());
    }
    const orders = ["a", "b", "c", "d"].map((seed) =>
      sealed(INVENTORY, "Arden", seed)
        .secret.sites.map(({ site }) => site)
        .join(),
    );
    expect(new Set(orders).size).toBeGreaterThan(1);
  });

  test("cannot be found out by trying every value, without the salt", () => {
    const { secret } = sealed([{ site: "ford", items: [{ id: "count", content: "4711" }] }]);
    const place = secret.sites.flatMap(({ places }) => places).find(({ id }) => id === "count") as {
      readonly salt: Uint8Array;
    };
    const leaf = toHex(itemLeaf(terms, { id: "count", content: "4711", salt: place.salt }));
    const guesses = (salt: Uint8Array) =>
      [...Array(10_000).keys()].filter((value) => {
        const content = String(value);
        return toHex(itemLeaf(terms, { id: "count", content, salt })) === leaf;
      });
    expect(guesses(new Uint8Array(32))).toEqual([]);
    expect(guesses(randomFrom("another")(32))).toEqual([]);
    // With the salt the same search finds it at once: the salt is what keeps it.
    expect(guesses(place.salt)).toEqual([4711]);
  });

  test.each([
    [[], {}, "nothing-declared"],
    [[at("a"), at("b"), at("c"), at("d"), at("e")], {}, "too-many-sites"],
    [[at("a", ..."123456789")], {}, "too-many-items"],
    [[at("a")], { sites: 3 }, "too-many-places"],
    [[at("a")], { sites: 65_536 }, "too-many-places"],
    [[at("a b")], {}, "name-malformed"],
    [[at("a", "")], {}, "name-malformed"],
    [[at("a", "x".repeat(121))], {}, "name-malformed"],
    [[at("a"), at("a")], {}, "item-twice"],
    [[at("a", "g"), at("b", "g")], {}, "item-twice"],
    [[{ site: "a", items: [{ id: "g", content: "x".repeat(253) }] }], {}, "content-too-long"],
    [[{ site: "a", items: [{ id: "g", content: "\ud800" }] }], {}, "content-malformed"],
  ] as const)("%# is refused", (declaration, changes, code) => {
    expect(codeOf(declaration as Declaration, changes as Partial<typeof terms>)).toBe(code);
  });

  test("takes no salt that is short, constant or given twice", () => {
    expect(codeOf(INVENTORY, {}, () => new Uint8Array(16))).toBe("salt-unfit");
    expect(codeOf(INVENTORY, {}, () => new Uint8Array(32))).toBe("salt-unfit");
    const same = randomFrom("a")(32);
    expect(codeOf(INVENTORY, {}, () => same)).toBe("salt-unfit");
  });

  test("is too long for any room where an item is", () => {
    const content = "x".repeat(20_000);
    expect(() => roomFor([{ site: "a", items: [{ id: "g", content }] }])).toThrow();
  });
});

describe("what its party keeps", () => {
  test("is read as it was written, and opens the same seal", () => {
    const { secret, root } = sealed();
    const read = readSecret(formatSecret(secret));
    expect(read).toEqual({ ok: true, secret });
    expect(read.ok && rootOfSecret(read.secret)).toBe(root);
  });

  test.each(["", "{}", '{"v":2}', '{"v":1,"terms":{},"sites":[]}', "\ufeff"])(
    "%j is none",
    (text) => {
      const read = readSecret(new TextEncoder().encode(text));
      expect(read.ok || read.rejection.code).toBe("secret-malformed");
    },
  );

  test("with a place missing is none", () => {
    const { secret } = sealed();
    const [first, ...rest] = secret.sites;
    const short = { ...secret, sites: rest };
    expect(readSecret(formatSecret(short)).ok).toBe(false);
    const thin = { ...(first as (typeof secret.sites)[number]), places: [] };
    expect(readSecret(formatSecret({ ...secret, sites: [thin, ...rest] })).ok).toBe(false);
  });

  test("that is not UTF-8 is none", () => {
    expect(readSecret(Uint8Array.of(0xff)).ok).toBe(false);
  });
});
