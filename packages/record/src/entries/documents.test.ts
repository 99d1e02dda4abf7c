import { instant, type Zone, zone } from "@proviso/core";
import { describe, expect, test } from "vitest";
import {
  type Bindings,
  bindingDiscrepancies,
  bindingFault,
  bindingsAfter,
  bindsItsFiles,
  type CaseDocuments,
  MAX_BOUND_FILES,
  NO_BINDINGS,
} from "./documents.ts";
import { readRecordEntry } from "./record-entry.ts";

const where = zone("Europe/Vienna") as Zone;
const [A, B] = ["ab".repeat(32), "cd".repeat(32)];

function read(files: unknown) {
  const fields = { v: 1, id: "F-1", kind: "documents", known: "2031-03-06T08:00Z", files };
  return readRecordEntry(JSON.stringify(fields), where);
}

function codes(files: unknown): readonly string[] {
  const reading = read(files);
  return reading.ok ? [] : reading.problems.map(({ path, code }) => `${path} ${code}`);
}

function binding(...files: readonly (readonly [string, string])[]): CaseDocuments {
  const bound = files.map(([file, sha256]) => ({ file, sha256 }));
  return { kind: "documents", id: "F-1" as never, known: instant(0), files: bound };
}

function after(...entries: readonly CaseDocuments[]): Bindings {
  return entries.reduce((bound, entry) => bindingsAfter(bound, entry, "keeper"), NO_BINDINGS);
}

describe("an entry that binds files", () => {
  test("names at least one, each once, and no more than fit", () => {
    expect(codes([])).toEqual(["files out-of-range"]);
    const twice = { file: "a.md", sha256: A };
    expect(codes([twice, twice])).toEqual(["files duplicate-field"]);
    const many = Array.from({ length: MAX_BOUND_FILES + 1 }, (_, at) => {
      return { file: `a-${at}`, sha256: A };
    });
    expect(codes(many)).toEqual(["files out-of-range"]);
    expect(codes(many.slice(1))).toEqual([]);
  });

  test.each(["", "/a", "a/", "a//b", "../a", "a/../b", ".hidden", "a\\b", "a/.b", "a\nb"])(
    "of %j names nothing of a case",
    (file) => {
      expect(codes([{ file, sha256: A }])).toEqual(["files[0].file malformed-text"]);
    },
  );

  test("gives a whole SHA-256, and nothing beside it", () => {
    expect(codes([{ file: "a", sha256: "ab" }])).toEqual(["files[0].sha256 malformed-text"]);
    expect(codes([{ file: "a", sha256: A, more: 1 }])).toEqual(["files[0].more unknown-field"]);
  });
});

describe("what files are bound to", () => {
  test("is what the newest entry says, but for what a case is judged by", () => {
    const bound = after(
      binding(["grades.md", A], ["agreement.proviso", A], ["readings/us.proviso", A]),
      binding(["grades.md", B], ["agreement.proviso", B], ["readings/us.proviso", B]),
    );
    expect(Object.fromEntries(bound)).toEqual({
      "grades.md": B,
      "agreement.proviso": A,
      "readings/us.proviso": A,
    });
  });

  test("is for the keeper alone to say of the agreement and the metadata", () => {
    for (const file of ["agreement.proviso", "case.json"]) {
      expect(bindingFault(NO_BINDINGS, { file, sha256: A }, "party")).not.toBeNull();
      expect(bindingFault(NO_BINDINGS, { file, sha256: A }, "keeper")).toBeNull();
    }
    const amendment = { file: "amendments/air.proviso", sha256: A };
    expect(bindingFault(NO_BINDINGS, amendment, "party")).toBeNull();
  });

  test("is whole once the agreement and the metadata are", () => {
    expect(bindsItsFiles(after(binding(["agreement.proviso", A])))).toBe(false);
    expect(bindsItsFiles(after(binding(["agreement.proviso", A], ["case.json", B])))).toBe(true);
  });
});

describe("the files of a case", () => {
  test("are held against what binds them, and attachments against their names", () => {
    const bound = after(binding(["agreement.proviso", A], ["case.json", A], ["gone.md", A]));
    const found = new Map([
      ["agreement.proviso", A],
      ["case.json", B],
      ["stray.md", A],
      [`attachments/${A}`, A],
      [`attachments/${B}`, A],
      [`openings/${A}.json`, A],
    ]);
    expect(bindingDiscrepancies(bound, found)).toEqual([
      { file: "case.json", kind: "altered", expected: A, found: B },
      { file: "stray.md", kind: "unbound", expected: null, found: A },
      { file: `attachments/${B}`, kind: "altered", expected: B, found: A },
      { file: "gone.md", kind: "missing", expected: A, found: null },
    ]);
  });
});
