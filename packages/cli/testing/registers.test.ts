import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Home, makeHome } from "./at-home.ts";

const CASE = fileURLToPath(new URL("../../../cases/black-sea-2022", import.meta.url));
const DATA = fileURLToPath(new URL("../../formats/testing/data", import.meta.url));
const WORKBOOK = join(DATA, "bsgi-2022-09-08.xlsx");
const CSV = join(DATA, "bsgi-2022-09-08.csv");

let home: Home;
let rows: readonly string[] = [];

beforeAll(async () => {
  home = await makeHome();
  rows = (await readFile(CSV, "utf8")).trimEnd().split(/\r?\n/);
  expect(await home.proviso("import", "case", CASE)).toMatchObject({ code: 0 });
});
afterAll(() => home.remove());

const dryRun = (file: string, where = CASE) =>
  home.proviso("import", "register", file, "--case", where, "--dry-run", "--json");

const counts = (out: string) => {
  const { added, changed, renumbered, dropped, reusedIds, shiftedDates, invalidIdentifiers } =
    JSON.parse(out);
  return [added, changed, renumbered, dropped, reusedIds, shiftedDates, invalidIdentifiers].map(
    (all: readonly unknown[]) => all.length,
  );
};

/** An edition with a row of each kind of change. */
async function laterEdition(name: string): Promise<string> {
  const altered = rows.map((text, at) => {
    if (at === 1) return text.replace("26527", "26000");
    if (at === 2) return text.replace("2022-08-06T00:00", "2022-08-05T00:00");
    return at === 3 ? text.replace("9754927", "9754928") : text;
  });
  const kept = altered.filter((_, at) => at !== 5 && at !== 11);
  const added = "Odesa,NEW SHIP,9086526,Egypt,Wheat,30000,2022-09-10";
  return home.write(name, `${[...kept, altered[11], added].join("\n")}\n`);
}

describe("an edition of the register of the Black Sea case", () => {
  test("is the one that the case has, as a workbook and as a CSV", async () => {
    for (const file of [WORKBOOK, CSV]) {
      const { code, out, err } = await dryRun(file);
      expect({ code, err, counts: counts(out) }).toEqual({
        code: 0,
        err: "",
        counts: [0, 0, 0, 0, 0, 0, 0],
      });
    }
    expect(JSON.parse((await dryRun(WORKBOOK)).out)).toMatchObject({
      alreadyThere: true,
      unchanged: 109,
    });
  });

  test("that came later is compared row by row, before anything is stored", async () => {
    const file = await laterEdition("voyages_2022-09-15.csv");
    const { code, out } = await dryRun(file);
    expect(code).toBe(0);
    expect(counts(out)).toEqual([1, 2, 1, 1, 1, 1, 1]);
    const answer = JSON.parse(out);
    expect(answer.edition).toMatchObject({ date: "2022-09-15", rows: 109 });
    expect(answer.changed[0]).toMatchObject({ rowBefore: 2, row: 2, columns: ["tonnage"] });
    expect(answer.changed[0].before.tonnage).toBe(26_527);
    expect(answer.dropped[0]).toMatchObject({ rowBefore: 6, row: null });
    expect(answer.dropped[0].standing.length).toBeGreaterThan(0);
    expect(answer.shiftedDates[0].shifts).toEqual([
      { column: "inspected", minutes: -1440, zone: null },
    ]);
    expect(answer.invalidIdentifiers[0]).toMatchObject({
      row: 4,
      column: "imo",
      expected: "7",
      new: true,
    });
    // The same of a kept case, which has the same edition.
    expect(counts((await dryRun(file, "black-sea-2022")).out)).toEqual([1, 2, 1, 1, 1, 1, 1]);
  });

  test("is recorded all or nothing, once, and the next is compared with it", async () => {
    const file = await laterEdition("voyages_2022-09-15.csv");
    const call = ["import", "register", file, "--case", "black-sea-2022", "--json"];
    const stated = ["--stated", "2022-11-20T10:00+03:00"];
    const before = await home.proviso("fsck", "black-sea-2022", "--json");
    const { code, out, err } = await home.proviso(...call, ...stated);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ recorded: true });
    const fsck = JSON.parse((await home.proviso("fsck", "black-sea-2022", "--json")).out);
    expect(fsck.findings).toEqual([]);
    expect(fsck.size).toBe(JSON.parse(before.out).size + answer.entries.length + 1);
    const kinds = new Set(answer.entries.map((entry: { readonly kind: string }) => entry.kind));
    expect(kinds).toEqual(
      new Set(["register-edition", "observation", "supersession", "register-change"]),
    );

    const again = await home.proviso(...call, ...stated);
    expect(JSON.parse(again.out)).toMatchObject({
      alreadyThere: true,
      recorded: false,
      unchanged: 109,
    });

    const back = await home.proviso(
      "import",
      "register",
      CSV,
      "--case",
      "black-sea-2022",
      "--dry-run",
      "--json",
    );
    const found = JSON.parse(back.out);
    expect(found.before.entry).toBe("outbound-2");
    expect(counts(back.out)).toEqual([1, 2, 1, 1, 0, 1, 0]);
    // What the row said that was dropped stands: it is named, and not said a second time.
    expect(found.added[0].after.vessel).toBe("GLORY");
    expect(JSON.stringify(found.entries)).not.toContain('"vessel":"GLORY","voyage"');
  });
});

describe("an import of a register that is refused", () => {
  test.each([
    ["is not there", ["none.csv"], "cannot be read"],
    ["is of another kind", ["a.pdf"], "neither CSV nor XLSX"],
    ["has no case", [], "--case is missing"],
  ])("ends with 2 where the file %s", async (_what, [file = CSV], message) => {
    const options = message.includes("--case") ? [] : ["--case", CASE, "--dry-run"];
    const { code, err } = await home.proviso("import", "register", file, ...options);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test("ends with 2 for a folder without --dry-run, and says how to go on", async () => {
    const { code, err } = await home.proviso("import", "register", CSV, "--case", CASE);
    expect(code).toBe(2);
    expect(err).toContain("proviso import case");
  });

  test("ends with 2 where the case has no such register", async () => {
    const options = ["--case", CASE, "--dry-run", "--register", "inbound"];
    const { code, err } = await home.proviso("import", "register", CSV, ...options);
    expect(code).toBe(2);
    expect(err).toContain("--register outbound");
    expect(err).toContain("(proviso import register --help says more.)");
  });

  test("ends with 1 where the file is no table, or not this one, with its place", async () => {
    const broken = await home.write("broken.csv", 'Departure port,Vessel name\n"Odesa,x\n');
    const other = await home.write("other.csv", "a,b\n1,2\n");
    const notZip = await home.write("not.xlsx", "hello");
    for (const [file, expected] of [
      [broken, "not-csv"],
      [other, "no-header"],
      [notZip, "not-zip"],
    ] as const) {
      const { code, out, err } = await dryRun(file);
      expect(code).toBe(1);
      expect(JSON.parse(out).problems[0].code).toBe(expected);
      expect(err).toContain("Nothing was stored");
    }
  });

  test("ends with 1 where a row says what the mapping cannot put, and stores nothing", async () => {
    const file = await home.write(
      "voyages_2022-09-20.csv",
      `${rows.map((text, at) => (at === 1 ? text.replace("Odesa", "Izmail") : text)).join("\n")}\n`,
    );
    const before = await home.proviso("fsck", "black-sea-2022", "--json");
    const call = ["import", "register", file, "--case", "black-sea-2022", "--json"];
    const { code, out } = await home.proviso(...call, "--stated", "2022-11-21T10:00+03:00");
    expect(code).toBe(1);
    expect(JSON.parse(out).problems[0]).toMatchObject({
      code: "unnamed-value",
      row: 2,
      column: "port",
    });
    expect(await home.proviso("fsck", "black-sea-2022", "--json")).toEqual(before);
  });

  test("ends with 1 where an edition of the case was altered", async () => {
    const folder = join(home.folder, "altered");
    await cp(CASE, folder, { recursive: true });
    const name = JSON.parse((await dryRun(CSV)).out).before.file;
    await mkdir(join(folder, "registers", "outbound"), { recursive: true });
    await writeFile(join(folder, name), await readFile(CSV));
    const { code, err } = await dryRun(CSV, folder);
    expect(code).toBe(1);
    expect(err).toContain("edition-unfit");
  });
});
