import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { instant } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { readInquiry } from "../packages/cli/src/case/inquiry.ts";
import { openToJudge } from "../packages/cli/src/case/judged-case.ts";
import { readGolden } from "../packages/cli/src/golden/golden.ts";
import { type ReferenceAnswer, referenceOf } from "../packages/core/testing/reference/evaluator.ts";
import { askedOf, FOLDERS, hasTests, pathOf } from "./folder.ts";

const JUDGED = FOLDERS.filter((folder) => hasTests(folder) && askedOf(folder).errors === undefined);

const IO = {
  out: () => {},
  err: () => {},
  columns: 96,
  colour: false,
  now: () => instant(Date.now()),
};

describe("the reference evaluator gives the right answer", () => {
  test.each(JUDGED)("%s", async (folder) => {
    const judged = await openToJudge(pathOf(folder), false, IO);
    if (judged === null) throw new Error(`${folder} has errors.`);
    const reference = referenceOf(judged.texts, judged.entries);
    for (const name of readdirSync(join(pathOf(folder), "tests")).sort()) {
      const source = readFileSync(join(pathOf(folder), "tests", name), "utf8");
      const golden = readGolden(name, source);
      const typed = {
        ...(golden.asOf === null ? {} : { "as-of": golden.asOf }),
        ...(golden.knownAt === null ? {} : { "known-at": golden.knownAt }),
        ...(golden.reading === null ? {} : { reading: golden.reading }),
        ...(golden.under === null ? {} : { under: golden.under }),
      };
      const inquiry = readInquiry(judged, typed, IO.now());
      const said = reference(inquiry);
      expect(saidOf(golden.expect, said), `${name} (${golden.title})`).toEqual(
        wantedOf(golden.expect),
      );
    }
  });
});

type Expected = Readonly<Record<string, unknown>>;

const FIELDS = ["value", "status", "words"] as const;
const KINDS = ["undertakings", "assurances", "measures", "options", "questions"] as const;

/** What a test expects of what the reference speaks of: reasons and accounts are the judge's. */
function wantedOf(expected: Expected): Expected {
  const clauses = KINDS.flatMap((kind) =>
    Object.entries((expected[kind] ?? {}) as Record<string, Expected>).flatMap(([id, fields]) =>
      FIELDS.flatMap((field) => (field in fields ? [[`${id} ${field}`, fields[field]]] : [])),
    ),
  );
  const refused = expected["refusedDecisions"];
  if (refused === undefined) return Object.fromEntries(clauses);
  const ids = Array.isArray(refused) ? [] : Object.keys(refused as Expected);
  return { ...Object.fromEntries(clauses), refused: ids };
}

function saidOf(expected: Expected, { verdicts, refused }: ReferenceAnswer): Expected {
  const wanted = Object.keys(wantedOf(expected)).filter((key) => key !== "refused");
  const clauses = wanted.map((key) => {
    const [id, field] = key.split(" ") as [string, (typeof FIELDS)[number]];
    return [key, verdicts.find((one) => one.id === id)?.[field]];
  });
  if (expected["refusedDecisions"] === undefined) return Object.fromEntries(clauses);
  return { ...Object.fromEntries(clauses), refused: [...refused] };
}
