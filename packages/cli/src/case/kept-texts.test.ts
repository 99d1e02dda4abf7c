import { parseTexts } from "@proviso/language";
import { openCaseFolder } from "@proviso/record/folder";
import { describe, expect, test } from "vitest";
import { HOLDING_AREAS } from "../../testing/proviso.ts";
import { parseOrRecall } from "./kept-texts.ts";

describe("texts kept from an earlier call", () => {
  test("are what parsing gives, the first time and every time after", async () => {
    const { files } = await openCaseFolder(HOLDING_AREAS).open();
    const parsed = parseTexts(files);
    expect(parsed.diagnostics).toEqual([]);
    expect(await parseOrRecall(files)).toEqual(parsed);
    expect(await parseOrRecall(files)).toEqual(parsed);
  });

  test("are not taken for texts that differ in a single character", async () => {
    const { files } = await openCaseFolder(HOLDING_AREAS).open();
    await parseOrRecall(files);
    const changed = files.map(({ file, source }) => {
      return { file, source: source.replace("within 5 days", "within 6 days") };
    });
    expect(await parseOrRecall(changed)).toEqual(parseTexts(changed));
    expect(await parseOrRecall(changed)).not.toEqual(await parseOrRecall(files));
  });

  test("with an error are parsed each time, so that each time it is named", async () => {
    const files = [{ file: "agreement.proviso", source: "agreement nothing\n" }];
    const first = await parseOrRecall(files);
    expect(first.diagnostics).not.toEqual([]);
    expect(await parseOrRecall(files)).toEqual(first);
  });
});
