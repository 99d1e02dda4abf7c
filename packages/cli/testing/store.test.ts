import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openStoreAt, placeOf } from "@proviso/record/installation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Home, makeHome, sighting } from "./at-home.ts";
import { copyCase, HOLDING_AREAS } from "./proviso.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));

let home: Home;
beforeAll(async () => {
  home = await makeHome();
  const { code, err } = await home.proviso("import", "case", CUBA);
  expect(err).toBe("");
  expect(code).toBe(0);
});
afterAll(() => home.remove());

async function entriesKept(): Promise<number> {
  const { out } = await home.proviso("assess", "cuba-1962", "--json");
  return (JSON.parse(out) as { known: { of: number } }).known.of;
}

describe("a case that was imported", () => {
  test.each(["1962-10-24 12:00", "1962-11-03 20:44", "1962-11-20 18:00"])(
    "is judged as its folder is, byte for byte, as of %s",
    async (moment) => {
      const clocks = ["--as-of", moment, "--known-at", moment, "--json"];
      const folder = await home.proviso("assess", CUBA, ...clocks);
      const kept = await home.proviso("assess", "cuba-1962", ...clocks);
      expect(kept).toEqual(folder);
      expect(kept.code).toBe(0);
    },
  );

  test("passes the tests of its folder", async () => {
    const { code, out } = await home.proviso("test", "cuba-1962");
    expect(out).toContain("all as expected");
    expect(code).toBe(0);
  });

  test("explains, lists what is outstanding, compares and is checked alike", async () => {
    const calls = [
      (name: string) => ["explain", name, "removal", "--json"],
      (name: string) => ["outstanding", name, "removal", "--json"],
      (name: string) => ["diff", name, "1962-10-28", "1962-11-03", "--json"],
    ];
    for (const call of calls) {
      expect(await home.proviso(...call("cuba-1962"))).toEqual(await home.proviso(...call(CUBA)));
    }
    const { code, out } = await home.proviso("check", "cuba-1962", "--json");
    expect(code).toBe(0);
    const folder = JSON.parse((await home.proviso("check", CUBA, "--json")).out);
    expect(JSON.parse(out).findings).toEqual(folder.findings);
  });

  test("is imported once: a second time nothing is added", async () => {
    const { code, out } = await home.proviso("import", "case", CUBA, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ add: { entries: [], files: [] }, checkpoint: null });
  });

  test("leaves the keys of the installation to its user alone", async () => {
    const key = await stat(join(home.folder, ".proviso", "keys", "keeper.pem"));
    expect(key.mode & 0o777).toBe(0o600);
  });
});

describe("an import", () => {
  test("that is only tried says what it would add, and adds nothing", async () => {
    const other = await makeHome();
    const { code, out } = await other.proviso("import", "case", HOLDING_AREAS, "--dry-run");
    expect(code).toBe(0);
    expect(out).toContain("would add");
    const { err, code: after } = await other.proviso("assess", "holding-areas");
    expect(after).toBe(2);
    expect(err).toContain("holds none");
    await other.remove();
  });

  test("of a folder that says otherwise than the store is refused whole", async () => {
    const other = await makeHome();
    const copy = await copyCase();
    await other.proviso("import", "case", copy.folder);
    await copy.change("record.jsonl", (source) =>
      source.replace(/"credibility":\d/, '"credibility":6'),
    );
    const { code, out } = await other.proviso("import", "case", copy.folder);
    expect(code).toBe(1);
    expect(out).toContain("Nothing was imported.");
    await Promise.all([copy.remove(), other.remove()]);
  });

  test("of a folder with an error stores nothing", async () => {
    const other = await makeHome();
    const copy = await copyCase();
    await copy.change("record.jsonl", (source) => `${source}nonsense\n`);
    const { code, err } = await other.proviso("import", "case", copy.folder);
    expect(code).toBe(1);
    expect(err).toContain("Nothing was imported");
    await Promise.all([copy.remove(), other.remove()]);
  });

  test("of another format is a wrong call", async () => {
    expect((await home.proviso("import", "csv", CUBA)).code).toBe(2);
  });
});

describe("recording entries", () => {
  test("prints the index, the digest and the checkpoint of an entry", async () => {
    const { code, out, err } = await home.given(sighting("R-1"), "record", "cuba-1962", "--json");
    expect(err).toBe("");
    expect(code).toBe(0);
    const { entries, checkpoint } = JSON.parse(out);
    expect(entries).toMatchObject([{ id: "R-1", kind: "observation", again: false }]);
    expect(entries[0].digest).toMatch(/^[0-9a-f]{64}$/);
    expect(checkpoint.split("\n")[1]).toBe(String(entries[0].index + 1));
  });

  test("sent again is found, and not kept twice", async () => {
    const before = await entriesKept();
    const { code, out } = await home.given(sighting("R-1"), "record", "cuba-1962", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out).entries).toMatchObject([{ id: "R-1", again: true }]);
    expect(await entriesKept()).toBe(before);
  });

  test("with one bad entry among good ones stores none of them, and names the line", async () => {
    const before = await entriesKept();
    const lines = [
      sighting("R-2"),
      sighting("R-3").replace("san-julian", "nowhere"),
      sighting("R-4"),
    ];
    const { code, err } = await home.given(lines.join("\n"), "record", "cuba-1962");
    expect(code).toBe(1);
    expect(err).toContain(":2");
    expect(err).toContain("undefined-place");
    expect(err).toContain("Nothing was stored");
    expect(await entriesKept()).toBe(before);
  });

  test("that say what is no entry, or stand twice, stores nothing", async () => {
    const before = await entriesKept();
    for (const bad of ["{", sighting("R-1").replace("a photograph", "another"), "[]"]) {
      expect((await home.given(bad, "record", "cuba-1962")).code).toBe(1);
    }
    expect(await entriesKept()).toBe(before);
  });

  test("on a record that has moved on is refused", async () => {
    const { code, err } = await home.given(sighting("R-5"), "record", "cuba-1962", "--expect", "3");
    expect(code).toBe(1);
    expect(err).toContain("STORE_VERSION_MOVED");
  });

  test("with a key that is not here is a wrong call", async () => {
    const { code, err } = await home.given(
      sighting("R-5"),
      "record",
      "cuba-1962",
      "--key",
      "nobody",
    );
    expect(code).toBe(2);
    expect(err).toContain("nobody is not among the keys");
  });

  test("to a folder is a wrong call: a folder is only read", async () => {
    const { code, err } = await home.given(sighting("R-5"), "record", CUBA);
    expect(code).toBe(2);
    expect(err).toContain("Import it first");
  });

  test("takes a thousand at once, and says how far it is", async () => {
    const before = await entriesKept();
    const lines = Array.from({ length: 1000 }, (_, at) => sighting(`M-${at}`)).join("\n");
    const { code, err } = await home.given(lines, "record", "cuba-1962");
    expect(code).toBe(0);
    expect(err).toContain("1000 of 1000");
    expect(await entriesKept()).toBe(before + 1000);
  }, 60_000);

  test("while another writes says who holds the store", async () => {
    const other = await makeHome();
    await other.proviso("import", "case", HOLDING_AREAS);
    const store = await openStoreAt(placeOf(other.store));
    const [name = ""] = await store.cases();
    const hold = await store.hold(name);
    const { code, err } = await other.given("{}", "record", name);
    expect(code).toBe(1);
    expect(err).toContain("STORE_HELD");
    expect(err).toContain(`process ${process.pid}`);
    await hold.release();
    await store.close();
    await other.remove();
  });
});

describe("a case that is nowhere", () => {
  test("is a wrong call, which says where it was looked for", async () => {
    const { code, err } = await home.proviso("assess", "nowhere-1962");
    expect(code).toBe(2);
    expect(err).toContain("cuba-1962");
  });
});
