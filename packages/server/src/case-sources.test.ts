import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { writeCaseFolder } from "../testing/case-folder.ts";
import { bundledCases, openSources } from "./case-sources.ts";

let cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanUp) clean();
  cleanUp = [];
});

function folderWith(files?: Readonly<Record<string, string>>): string {
  const { folder, remove } = writeCaseFolder(files);
  cleanUp.push(remove);
  return folder;
}

describe("opening the cases to serve", () => {
  test("a sound folder is served under the id that it gives itself", async () => {
    const opened = await openSources([folderWith()]);
    expect(opened).toMatchObject({ ok: true, sources: [{ id: "small" }], remarks: [] });
  });

  test("a folder with faults is served, with a word at the start about the first", async () => {
    const opened = await openSources([folderWith({ "record.jsonl": "\nnonsense\n" })]);
    expect(opened).toMatchObject({
      ok: true,
      remarks: [expect.stringContaining("record.jsonl:2 not-json")],
    });
  });

  test("a folder that is not there is named, with what to do", async () => {
    const opened = await openSources(["/nowhere/at/all"]);
    expect(opened).toMatchObject({
      ok: false,
      message: expect.stringContaining("/nowhere/at/all"),
    });
  });

  test("two cases of one id are refused: an address could not tell them apart", async () => {
    expect(await openSources([folderWith(), folderWith()])).toMatchObject({ ok: false });
  });

  test("of the cases that come with it the one that the guide leads through is the first", () => {
    const names = bundledCases(fileURLToPath(new URL("../../../cases", import.meta.url)));
    expect(names.map((folder) => basename(folder))).toEqual([
      "cuba-1962",
      "black-sea-2022",
      "ceasefire",
      "consent-decree",
      "snapback-2231",
      "syria-2013",
    ]);
  });

  test("no folder at all is nothing to serve", async () => {
    expect(await openSources([])).toMatchObject({ ok: false });
    expect(bundledCases("/nowhere/at/all")).toEqual([]);
  });
});
