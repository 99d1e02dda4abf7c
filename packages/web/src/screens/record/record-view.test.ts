import { instant } from "@proviso/core";
import type { ServedEntry } from "@proviso/wire";
import { describe, expect, test } from "vitest";
import { cubaFiles, openCuba } from "../../../testing/real-case.ts";
import { logRows, standing, verdictOn } from "./record-view.ts";
import { hashedFiles } from "./unsigned-view.ts";
import type { Verified } from "./verify-record.ts";

const SUMMARY = {
  v: 1 as const,
  checkpoint: null,
  case: "cuba-1962",
  origin: "log.example/cuba-1962",
  size: 12,
  root: "ab".repeat(32),
  logKey: "",
  reconstructed: false,
};

function served(index: number, id: string | null): ServedEntry {
  const summary = { kind: "observation", role: "keeper", device: "keeper", payload: "" };
  return {
    index,
    received: "2026-01-05T10:11:12.345Z",
    leaf: "",
    digest: "cd".repeat(32),
    label: id === null ? "c-0a1b2c3d" : null,
    envelope: null,
    summary: id === null ? null : { ...summary, id, known: "1962-10-14T11:30:00.000Z" },
  };
}

describe("the log as a table", () => {
  test("marks what was not known yet at the clocks, and what stands after it", async () => {
    const cuba = await openCuba();
    const entries = ["K-genesis", "O-0001", null, "O-0002", null];
    const rows = logRows(
      entries.map((id, at) => served(at, id)),
      cuba,
      1,
      5,
    );
    expect(rows.map(({ isLater }) => isLater)).toEqual([false, false, false, true, true]);
  });

  test("says of an entry under a label that it is labelled, and nothing else", async () => {
    const [row] = logRows([served(4, null)], await openCuba(), 1, 5);
    expect(row).toMatchObject({ kind: "labelled", id: null, signer: "", known: "" });
  });
});

describe("entries after the newest checkpoint", () => {
  test("are marked as not yet under one, and those before are not", async () => {
    const entries = [served(0, "K-genesis"), served(1, "O-0001"), served(2, null)];
    const under = (size: number) => logRows(entries, cuba, 1, size).map(({ isUnder }) => isUnder);
    const cuba = await openCuba();
    expect(under(2)).toEqual([true, true, false]);
    expect(under(0)).toEqual([false, false, false]);
  });
});

describe("how a record stands", () => {
  test("names the log, its size and the first digits of its root", () => {
    const [first, second] = standing(SUMMARY, null, null, instant(0));
    expect(first).toBe("12 entries in the log log.example/cuba-1962, under the root abababababab.");
    expect(second).toMatch(/no checkpoint yet/);
  });

  test("says how old the newest checkpoint is, what is not under it, and that nobody cosigned", () => {
    const newest = { serial: 3, size: 10, note: "not a note" };
    const said = standing(SUMMARY, newest, instant(0), instant(2 * 3_600_000));
    expect(said.slice(1)).toEqual([
      expect.stringMatching(/number 3, is of 10 entries; .* 2 hours ago/),
      expect.stringMatching(/^2 entries after it/),
      expect.stringMatching(/^No witness/),
    ]);
  });
});

test("a verification that found only remarks agrees, and says that there are some", () => {
  const found = { code: "device-gap", index: 1, entry: null, message: "", remedy: "" };
  const verified = (...severities: readonly ("error" | "warning")[]) =>
    verdictOn({
      disagreements: severities.map((severity) => ({ ...found, severity })),
    } as unknown as Verified);
  expect(verified()).toBe("Everything agrees.");
  expect(verified("warning")).toBe("Everything agrees; one thing is remarkable.");
  expect(verified("warning", "error", "error")).toBe("2 things do not agree.");
});

describe("a case without signatures", () => {
  test("has its texts held against the entries that adopt them", async () => {
    const [files, { entries }] = await Promise.all([cubaFiles(), openCuba()]);
    const whole = hashedFiles(files, entries);
    expect(whole.filter(({ agrees }) => agrees === true).length).toBeGreaterThan(0);
    expect(whole.filter(({ agrees }) => agrees === false)).toEqual([]);
    const changed = files.files.map((one) => ({ ...one, source: `${one.source} ` }));
    const altered = hashedFiles({ ...files, files: changed }, entries);
    expect(altered.filter(({ agrees }) => agrees === true)).toEqual([]);
  });
});
