import { instant } from "@proviso/core";
import { beforeAll, describe, expect, test } from "vitest";
import { cubaFiles } from "../../testing/real-case.ts";
import type { CaseFiles } from "./case-files.ts";
import { addressOf, momentOf, readingOf } from "./moment.ts";
import { openCase } from "./opened-case.ts";
import { isSame, reread } from "./reread.ts";
import { EMPTY_ADDRESS } from "./view-address.ts";

const PRESENT = instant(Date.parse("2026-01-01T00:00Z"));
let files: CaseFiles;
beforeAll(async () => {
  files = await cubaFiles();
});

function opened(of = files) {
  const opening = openCase("cuba-1962", of, PRESENT);
  if (opening.kind === "broken") throw new Error(JSON.stringify(opening.faults[0]));
  return opening.opened;
}

describe("opening a case in the browser", () => {
  test("a sound case is opened whole", () => {
    const { entries, texts, reading } = opened();
    expect(entries.length).toBeGreaterThan(200);
    expect(texts[0]?.kind).toBe("agreement");
    expect(reading).toBe("us");
  });

  test("a record with a bad line is not judged without it: it is named, by line and code", () => {
    const broken = openCase("x", { ...files, record: `${files.record}{"v":1}\n` }, PRESENT);
    expect(broken).toMatchObject({
      kind: "broken",
      faults: [{ code: "missing-field", file: "record.jsonl", line: expect.any(Number) }],
    });
  });

  test("a name that no text declares is a fault, not something the agreement does not speak of", () => {
    const record = files.record.replaceAll('"subject":"bombers"', '"subject":"bombrs"');
    const broken = openCase("x", { ...files, record }, PRESENT);
    expect(broken.kind).toBe("broken");
    expect(broken.kind === "broken" && broken.faults[0]?.code).toBe("undefined-subject");
  });

  test("a fault of the texts and one of the store are told together, each once", () => {
    const fault = {
      code: "syntax" as const,
      severity: "error" as const,
      file: "agreement.proviso",
      line: 3,
      column: 1,
      endLine: 3,
      endColumn: 2,
      message: "…",
      remedy: "…",
    };
    const parsed = { texts: [], diagnostics: [fault, fault] };
    const broken = openCase("x", { ...files, parsed }, PRESENT);
    expect(broken.kind === "broken" && broken.faults).toEqual([fault]);
  });

  test("a case that does not say what it is cannot be judged", () => {
    expect(openCase("x", { ...files, case: null }, PRESENT).kind).toBe("broken");
  });

  test("an entry whose attachment does not hold is judged as not intact", () => {
    const { entries } = opened({ ...files, notIntact: ["O-0001"] });
    expect(entries.find(({ id }) => id === "O-0001")).toMatchObject({ intact: false });
  });
});

describe("the moment at which a case opens", () => {
  test("is now, which in a reconstructed case is its last entry", () => {
    const cuba = opened();
    const moment = momentOf(cuba, EMPTY_ADDRESS);
    expect(moment).toEqual({ asOf: cuba.entries.at(-1)?.known, knownAt: cuba.entries.length });
  });

  test("is the present in a case that goes on", () => {
    const { case: metadata } = files;
    if (metadata === null) throw new Error("The case does not say what it is.");
    const living = opened({ ...files, case: { ...metadata, reconstructed: false } });
    expect(momentOf(living, EMPTY_ADDRESS).asOf).toBe(PRESENT);
  });

  test("knows no more entries than there are, whatever an address asks for", () => {
    const cuba = opened();
    const asked = { ...EMPTY_ADDRESS, knownAt: 999_999 };
    expect(momentOf(cuba, asked).knownAt).toBe(cuba.entries.length);
  });

  test("is under the reading asked for, the case's own, or the common text", () => {
    const cuba = opened();
    expect(readingOf(cuba, EMPTY_ADDRESS)).toBe("us");
    expect(readingOf(cuba, { ...EMPTY_ADDRESS, reading: "nobody" })).toBe("us");
    expect(readingOf(cuba, { ...EMPTY_ADDRESS, reading: "none" })).toBeNull();
  });

  test("is spelled out in the address that is sent on", () => {
    const cuba = opened();
    const moment = momentOf(cuba, EMPTY_ADDRESS);
    const address = addressOf(moment, null, { why: "removal", entry: null });
    expect(address).toMatchObject({ reading: "none", why: "removal", audience: "all" });
    expect(momentOf(cuba, address)).toEqual(moment);
  });
});

describe("reading the texts a second time", () => {
  test("says the same as the server, once that has gone over the wire", async () => {
    const sent = JSON.parse(JSON.stringify(files)) as CaseFiles;
    expect(await reread(sent)).toBe("same");
  });

  test("finds out a server that makes something else of them", async () => {
    const sent = JSON.parse(JSON.stringify(files)) as CaseFiles;
    const [first, ...others] = sent.parsed.texts;
    if (first === undefined) throw new Error("There is no text.");
    const parsed = { ...sent.parsed, texts: [{ ...first, title: "Another" }, ...others] };
    expect(await reread({ ...sent, parsed })).toBe("different");
  });

  test("does not mind in which order fields stand", () => {
    const one = { texts: [], diagnostics: [] };
    expect(isSame(one, { diagnostics: [], texts: [] })).toBe(true);
  });
});
