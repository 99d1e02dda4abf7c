import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Home, makeHome, sighting } from "./at-home.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));
const CASE = "cuba-1962";

let home: Home;
beforeAll(async () => {
  home = await makeHome();
  await home.proviso("import", "case", CUBA);
  await home.given(sighting("R-1"), "record", CASE);
  const holder = ["--body", "US", "--person"];
  await home.proviso(
    "keys",
    CASE,
    "enrol",
    "inspector",
    ...holder,
    "inspector-7",
    "--as",
    "observer",
  );
  await home.proviso("keys", CASE, "enrol", "host", ...holder, "host-1", "--as", "host");
  await home.proviso("keys", CASE, "enrol", "us", ...holder, "us-1", "--as", "party");
}, 60_000);
afterAll(() => home.remove());

async function known(...more: readonly string[]): Promise<number> {
  const { out } = await home.proviso("assess", CASE, "--json", ...more);
  return (JSON.parse(out) as { known: { of: number } }).known.of;
}

describe("countersigning", () => {
  test("is done by another than the signer: signed, remarked on, refused", async () => {
    for (const more of [[], ["--remark", "from afar"], ["--refuse", "not seen"]]) {
      const { code, err } = await home.proviso(
        "countersign",
        CASE,
        "R-1",
        "--key",
        "host",
        ...more,
      );
      expect(err).toBe("");
      expect(code).toBe(0);
    }
  });

  test("one's own entry is refused", async () => {
    const { code, err } = await home.proviso("countersign", CASE, "R-1", "--role", "observer");
    expect(code).toBe(1);
    expect(err).toContain("wrong-role");
  });

  test("of an entry that is not there is a wrong call", async () => {
    expect((await home.proviso("countersign", CASE, "R-99", "--key", "host")).code).toBe(2);
  });
});

describe("keys", () => {
  test("are listed, from where to where they sign", async () => {
    const { code, out } = await home.proviso("keys", CASE, "--json");
    expect(code).toBe(0);
    const names = JSON.parse(out).keys.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["keeper", "inspector", "host", "us"]);
  });

  test("that were rotated sign under the same name; those that were revoked sign no more", async () => {
    expect((await home.proviso("keys", CASE, "rotate", "inspector")).code).toBe(0);
    const signed = await home.given(sighting("R-10"), "record", CASE, "--key", "inspector");
    expect(signed).toMatchObject({ code: 0, err: "" });
    const revoke = ["keys", CASE, "revoke", "inspector", "--reason", "lost"];
    expect((await home.proviso(...revoke)).code).toBe(0);
    const late = await home.given(
      sighting("R-11"),
      ...["record", CASE, "--key", "inspector", "--role", "observer"],
    );
    expect(late.code).toBe(1);
    expect(late.err).toContain("key-revoked");
  });

  test("are not enrolled by those who do not keep the record", async () => {
    const { code, err } = await home.proviso(
      ...["keys", CASE, "enrol", "friend", "--body", "US", "--person", "Lee", "--as", "observer"],
      ...["--key", "host"],
    );
    expect(code).toBe(1);
    expect(err).toContain("role-may-not");
  });

  test("that are not named, or are done nothing known to, are wrong calls", async () => {
    expect((await home.proviso("keys", CASE, "enrol")).code).toBe(2);
    expect((await home.proviso("keys", CASE, "bend", "host")).code).toBe(2);
  });
});

describe("what is under a label", () => {
  test("is read with the identity of a reader, and without it nothing of it shows", async () => {
    const recipient = (await home.proviso("keys", "identity", "reader.age")).out.trim();
    await home.proviso("keys", "identity", "stranger.age");
    const opened = await home.proviso(
      ...["keys", CASE, "compartment", "--reader", `reader=${recipient}`, "--json"],
    );
    expect(opened.err).toBe("");
    const ring = await home.proviso("keys", CASE, "compartment", "--reader", `reader=${recipient}`);
    const [label = ""] = /c-[0-9a-f]{16}/.exec(ring.out) ?? [];
    const before = await known();
    const word = "HUSH-HUSH";
    const entry = sighting("R-20", { source: { cite: word } });
    const kept = await home.given(entry, "record", CASE, "--label", label);
    expect(kept).toMatchObject({ code: 0, err: "" });
    expect(await known()).toBe(before);
    expect(await known("--identity", "stranger.age")).toBe(before);
    expect(await known("--identity", "reader.age")).toBe(before + 1);
    // What the same key signs next follows on what it signed under the label.
    await home.given(sighting("R-22"), "record", CASE);
    const { out } = await home.proviso("fsck", CASE, "--json");
    const codes = JSON.parse(out).findings.map(({ code }: { code: string }) => code);
    expect(codes).not.toContain("device-fork");
    const folder = join(home.folder, ".proviso");
    for (const file of (await readdir(folder)).filter((name) => name.startsWith("record."))) {
      expect((await home.read(join(".proviso", file))).includes(word)).toBe(false);
    }
  }, 60_000);

  test("goes to no compartment that was not opened", async () => {
    const label = ["--label", "c-0123456789abcdef"];
    const { code, err } = await home.given(sighting("R-21"), "record", CASE, ...label);
    expect(code).toBe(1);
    expect(err).toContain("compartment-unknown");
  });
});

describe("a sealed declaration", () => {
  const seal = ["--case", CASE, "--by", "US", "--type", "guns", "--key", "us"];

  test("is opened item by item; nothing else of it shows", async () => {
    const inventory = [
      {
        site: "orchard",
        items: [
          { id: "gun-1", content: "152 mm" },
          { id: "gun-2", content: "122 mm" },
        ],
      },
      { site: "ford", items: [{ id: "gun-3", content: "85 mm" }] },
    ];
    await home.write("inventory.json", JSON.stringify(inventory));
    const made = await home.proviso(
      "seal",
      "inventory.json",
      ...seal,
      "--secret",
      "us.secret",
      "--id",
      "S-1",
    );
    expect(made).toMatchObject({ code: 0, err: "" });
    expect((await stat(join(home.folder, "us.secret"))).mode & 0o777).toBe(0o600);
    const on = ["--case", CASE, "--key", "us"];
    const item = ["--secret", "us.secret", "--item", "gun-1"];
    const opened = await home.proviso("open", "S-1", ...on, ...item);
    expect(opened).toMatchObject({ code: 0, err: "" });
    expect(opened.out).toContain("152 mm");
    const account = JSON.parse((await home.proviso("open", "S-1", "--case", CASE, "--json")).out);
    expect(account).toMatchObject({ items: [{ id: "gun-1" }], refused: 0, isComplete: false });
    const site = ["--secret", "us.secret", "--site", "orchard"];
    expect((await home.proviso("open", "S-1", ...on, ...site)).out).toContain("122 mm");
  }, 60_000);

  test("opened wrongly is refused, and that it was stands on the record", async () => {
    await home.write("wrong.json", JSON.stringify({ v: 1, seal: "S-1", scope: "item" }));
    const on = ["--case", CASE, "--key", "us", "--document", "wrong.json"];
    const { code, err } = await home.proviso("open", "S-1", ...on);
    expect(code).toBe(1);
    expect(err).toContain("The opening is refused");
    const account = JSON.parse((await home.proviso("open", "S-1", "--case", CASE, "--json")).out);
    expect(account).toMatchObject({ refused: 1 });
  });

  test("whose secret would be written over is a wrong call, and seals nothing", async () => {
    const again = ["seal", "inventory.json", ...seal, "--secret", "us.secret", "--id", "S-2"];
    expect((await home.proviso(...again)).code).toBe(2);
    expect((await home.proviso("open", "S-2", "--case", CASE)).code).toBe(2);
  });
});

describe("backups", () => {
  test("hold all that was there, are put back where no store is, and go on from there", async () => {
    expect((await home.proviso("backup", "--out", "copy.sqlite")).code).toBe(0);
    expect(
      (await home.proviso("restore", "copy.sqlite", "--store", "other/record.sqlite")).code,
    ).toBe(0);
    const there = await home.proviso("assess", CASE, "--json", "--store", "other/record.sqlite");
    expect(there).toEqual(await home.proviso("assess", CASE, "--json"));
    expect(
      (await home.proviso("restore", "copy.sqlite", "--store", "other/record.sqlite")).code,
    ).toBe(2);
    expect((await home.proviso("backup", "--out", "copy.sqlite")).code).toBe(2);
  });

  test("that are older than what this installation signed are not appended to", async () => {
    await home.given(sighting("R-30"), "record", CASE);
    const old = join(".proviso", "old.sqlite");
    expect((await home.proviso("restore", "copy.sqlite", "--store", old)).code).toBe(0);
    const { code, err } = await home.given(sighting("R-31"), "record", CASE, "--store", old);
    expect(code).toBe(1);
    expect(err).toContain("STORE_ROLLED_BACK");
  });
});
