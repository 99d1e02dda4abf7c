import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readXlsx } from "@proviso/formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Home, makeHome } from "./at-home.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));
const STATED = ["--stated", "1963-04-08T10:00-05:00"];

let home: Home;
beforeAll(async () => {
  home = await makeHome();
  expect(await home.proviso("import", "case", CUBA)).toMatchObject({ code: 0, err: "" });
});
afterAll(() => home.remove());

const ANSWERS = {
  protocol: "removal/1",
  seen_from: "1962-11-01T10:00:00.000-05:00",
  sureness: "each",
  observer: "UN",
  method: "ground-inspection",
  item: "missiles",
  place: "mariel",
  state: "complete",
  by: "UN",
};

function xml(id: string, more: Readonly<Record<string, string>> = {}, meta = ""): string {
  const inner = Object.entries({ ...ANSWERS, ...more }).map(([name, text]) => {
    return `<removal_1_${name}>${text}</removal_1_${name}>`;
  });
  return `<data id="f"><removal_1>${inner.join("")}</removal_1><meta><instanceID>uuid:${id}</instanceID>${meta}</meta></data>`;
}

/** An export of ODK Central: an instance id and a review state a row. */
function central(
  rows: readonly (readonly [string, string, Readonly<Record<string, string>>?])[],
): string {
  const names = Object.keys(ANSWERS).map((name) => `removal_1-removal_1_${name}`);
  const lines = rows.map(([id, review, more = {}]) => {
    return [...Object.values({ ...ANSWERS, ...more }), `uuid:${id}`, review].join(",");
  });
  return `${[[...names, "KEY", "ReviewState"].join(","), ...lines].join("\n")}\n`;
}

const submit = (path: string, ...more: readonly string[]) =>
  home.proviso("import", "submissions", path, "--case", "cuba-1962", "--json", ...more);

describe("a form of a case", () => {
  test("is written once, from its agreement, for all that inspectors may be asked or for one", async () => {
    const out = join(home.folder, "forms.xlsx");
    const written = await home.proviso("export", "xlsform", CUBA, "--out", out, "--json");
    expect(written.code).toBe(0);
    expect(JSON.parse(written.out).protocols).toContain("removal/1");
    const survey = readXlsx(new Uint8Array(await home.read("forms.xlsx")), "survey");
    expect(survey.ok && survey.value.rows.length).toBeGreaterThan(20);
    const again = await home.proviso("export", "xlsform", CUBA, "--out", out);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("is there already") });
    const kept = join(home.folder, "one.xlsx");
    const one = await home.proviso("export", "xlsform", "cuba-1962", "removal/1", "--out", kept);
    expect(one.code).toBe(0);
  });

  test("that the agreement does not ask for is not written", async () => {
    const out = join(home.folder, "none.xlsx");
    const { code, err } = await home.proviso("export", "xlsform", CUBA, "removal/99", "--out", out);
    expect(code).toBe(2);
    expect(err).toContain("removal/1");
    await expect(stat(out)).rejects.toThrow();
  });
});

describe("what was filled in", () => {
  test("is recorded once, its photograph with it, however often it is sent", async () => {
    const folder = join(home.folder, "sent", "one");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "one.xml"), xml("s-1", { photograph: "p.jpg" }));
    await writeFile(join(folder, "p.jpg"), "a picture");
    const all = join(home.folder, "sent");
    const dry = await submit(all, "--dry-run", ...STATED);
    expect(JSON.parse(dry.out)).toMatchObject({ recorded: false, added: [{ entry: "form-s-1" }] });
    const { code, out } = await submit(all, ...STATED);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      recorded: true,
      added: [{ instance: "uuid:s-1" }],
      there: [],
    });
    const again = await submit(all, ...STATED);
    expect(JSON.parse(again.out)).toMatchObject({
      recorded: false,
      added: [],
      there: [{ entry: "form-s-1" }],
    });
    expect((await home.proviso("fsck", "cuba-1962")).code).toBe(0);
  });

  test("and was rejected or held by a reviewer goes no further", async () => {
    const file = await home.write(
      "central.csv",
      central([
        ["c-1", ""],
        ["c-2", "rejected"],
        ["c-3", "hasIssues"],
        ["c-4", "approved"],
      ]),
    );
    const { code, out } = await submit(file, ...STATED);
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    const ids = (all: readonly { readonly entry: string }[]) => all.map(({ entry }) => entry);
    expect([answer.added, answer.rejected, answer.held].map(ids)).toEqual([
      ["form-c-1", "form-c-4"],
      ["form-c-2"],
      ["form-c-3"],
    ]);
  });

  test("and corrected on the server supersedes what it said", async () => {
    const meta = "<deprecatedID>uuid:d-1</deprecatedID>";
    const first = await home.write("d1.xml", xml("d-1"));
    expect((await submit(first, ...STATED)).code).toBe(0);
    const second = await home.write("d2.xml", xml("d-2", { place: "casilda" }, meta));
    expect((await submit(second, ...STATED)).code).toBe(0);
    const { out } = await home.proviso("export", "cuba-1962", "--out", join(home.folder, "bundle"));
    expect(out).toContain("entries");
  });

  test("with anything wrong in it is refused whole, with its place", async () => {
    const before = await home.proviso("fsck", "cuba-1962", "--json");
    const file = await home.write(
      "bad.csv",
      central([
        ["e-1", ""],
        ["e-2", "", { item: "tanks" }],
      ]),
    );
    const { code, out, err } = await submit(file, ...STATED);
    expect(code).toBe(1);
    expect(JSON.parse(out).problems[0].problem).toMatchObject({ code: "answer-unfit", row: 3 });
    expect(err).toContain("Nothing was stored");
    const altered = await home.write("altered.csv", central([["c-1", "", { sureness: "most" }]]));
    const other = await submit(altered, ...STATED);
    expect(other.code).toBe(1);
    expect(JSON.parse(other.out).problems[0].problem.code).toBe("instance-altered");
    expect(await home.proviso("fsck", "cuba-1962", "--json")).toEqual(before);
  });

  test("names no file of anyone else's as its photograph", async () => {
    const file = await home.write("steal.xml", xml("f-1", { photograph: "../../etc/passwd" }));
    const { code, out } = await submit(file, ...STATED);
    expect(code).toBe(1);
    expect(JSON.parse(out).problems[0].problem.code).toBe("photograph-missing");
  });
});
