import { fileURLToPath } from "node:url";
import { openStoreAt, placeOf } from "@proviso/record/installation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Home, makeHome, sighting } from "./at-home.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));
const CASE = "cuba-1962";

interface Change {
  readonly clause: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly statusBefore: string | null;
  readonly statusAfter: string | null;
  readonly position: number;
  readonly entry: string | null;
  readonly asOf: string;
}

let home: Home;
beforeAll(async () => {
  home = await makeHome();
  await home.proviso("import", "case", CUBA);
}, 60_000);
afterAll(() => home.remove());

async function changes(...more: readonly string[]): Promise<readonly Change[]> {
  const { code, out, err } = await home.proviso("changes", CASE, "--json", ...more);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return (JSON.parse(out) as { changes: readonly Change[] }).changes;
}

/** What the store keeps of them. */
async function kept() {
  const store = await openStoreAt(placeOf(home.store), { isReadOnly: true });
  const record = await store.record(CASE, { labels: [] });
  const projection = await record.projection("verdict-changes");
  await store.close();
  return projection;
}

/** Changes a row of it, as whoever owns the store can. */
async function rewrite(after: string): Promise<void> {
  const store = await openStoreAt(placeOf(home.store));
  const hold = await store.hold(CASE);
  const projection = await kept();
  const row = projection?.rows.find(({ key }) => key !== "basis");
  if (projection === null || row === undefined) throw new Error("Nothing is kept.");
  const said = JSON.parse(new TextDecoder().decode(row.value));
  const value = new TextEncoder().encode(JSON.stringify({ ...said, after }));
  await hold.project("verdict-changes", { ...projection, rows: [{ key: row.key, value }] });
  await hold.release();
  await store.close();
}

describe("how verdicts changed as a record grew", () => {
  test("ends where the case stands, clause by clause, and names what made each change", async () => {
    const all = await changes();
    const now = new Map(all.map((change) => [change.clause, change]));
    const { out } = await home.proviso("assess", CASE, "--json");
    interface Told {
      readonly id: string;
      readonly value: string;
      readonly status: string;
    }
    const told = JSON.parse(out) as Readonly<
      Record<"undertakings" | "measures" | "assurances" | "questions", readonly Told[]>
    >;
    const { undertakings, measures, assurances, questions } = told;
    const withStatus = [...undertakings, ...measures, ...assurances];
    expect(withStatus.length).toBeGreaterThan(5);
    for (const { id, value, status } of withStatus) {
      const last = now.get(id);
      // What never changed is as it was before anything was known.
      if (last === undefined) expect(value).toBe("unverified");
      else expect([last.after, last.statusAfter]).toEqual([value, status]);
    }
    for (const { id, value } of questions) {
      expect(now.get(id)?.after ?? "unverified").toBe(value);
    }
    for (const { before, after, statusBefore, statusAfter } of all) {
      expect([before, statusBefore]).not.toEqual([after, statusAfter]);
    }
    const removal = await changes("--clause", "removal");
    expect(removal).toEqual(all.filter(({ clause }) => clause === "removal"));
  }, 60_000);

  test("tells of statuses: of a gate that opened and a measure that was lifted", async () => {
    const quarantine = await changes("--clause", "quarantine");
    expect(quarantine.map(({ statusAfter }) => statusAfter)).toContain("lifted");
    const lifted = quarantine.find(({ statusAfter }) => statusAfter === "lifted");
    expect(lifted?.entry).not.toBeNull();
  });

  test("is said in words too, with entry and position", async () => {
    const [first] = await changes("--clause", "safety");
    const entry = first?.entry ?? "";
    const { out } = await home.proviso("changes", CASE, "--clause", "safety");
    expect(out).toContain(`by ${entry}, entry ${first?.position}`);
  });

  test("is kept, follows the record, and is read where it is kept", async () => {
    await changes();
    const before = await kept();
    const seen = sighting("R-1", { report: { ...SEEN, state: "present", coverage: undefined } });
    expect((await home.given(seen, "record", CASE)).code).toBe(0);
    const later = await changes();
    expect(later.length).toBeGreaterThanOrEqual((before?.rows.length ?? 0) - 1);
    expect((await kept())?.upTo).toBe((before?.upTo ?? 0) + 1);
    expect((await home.proviso("fsck", CASE)).code).toBe(0);
  }, 60_000);

  test("is named by fsck where somebody changed what is kept, and computed anew", async () => {
    const sound = await changes();
    await rewrite("conflicting");
    expect(await changes()).not.toEqual(sound);
    const { code, out } = await home.proviso("fsck", CASE, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).findings).toMatchObject([
      { code: "projection-altered", file: "projections" },
    ]);
    expect((await home.proviso("fsck", CASE, "--rebuild")).code).toBe(0);
    expect(await changes()).toEqual(sound);
  }, 60_000);

  test("says nothing of what is under a label, whoever asks", async () => {
    const before = await changes();
    const recipient = (await home.proviso("keys", "identity", "reader.age")).out.trim();
    const opened = await home.proviso("keys", CASE, "compartment", "--reader", `r=${recipient}`);
    const [label = ""] = /c-[0-9a-f]{16}/.exec(opened.out) ?? [];
    const secret = sighting("R-2", { source: { cite: "HUSH-HUSH" } });
    const written = await home.given(secret, "record", CASE, "--label", label);
    expect(written).toMatchObject({ code: 0, err: "" });
    expect(await changes()).toEqual(before);
    const rows = (await kept())?.rows ?? [];
    const all = rows.map(({ key, value }) => key + new TextDecoder().decode(value)).join();
    expect(all).not.toContain("R-2");
    expect(all).not.toContain("HUSH");
  }, 60_000);

  test.each([
    [["changes"], "CASE is missing"],
    [["changes", CUBA], "is a folder"],
    [["changes", "nowhere"], "There is no case"],
    [["changes", CASE, "--clause", "nothing"], "No verdict on nothing ever changed"],
  ])("asked for as %j is a wrong call", async (args, what) => {
    const { code, err } = await home.proviso(...args);
    expect(code).toBe(2);
    expect(err).toContain(what);
  });
});

const SEEN = { kind: "presence", subject: "bombers", place: "san-julian" };
