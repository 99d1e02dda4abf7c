import { type Entry, id, instant, position } from "@proviso/core";
import type { LinesAnswer } from "@proviso/wire";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { cubaFiles } from "../../testing/real-case.ts";
import { getCase, getTail } from "./case-client.ts";
import type { CaseFiles } from "./case-files.ts";
import { growCase, type OpenedCase, openCase } from "./opened-case.ts";

const PRESENT = instant(Date.parse("2026-01-01T00:00Z"));
let files: CaseFiles;
let lines: readonly string[];
beforeAll(async () => {
  files = await cubaFiles();
  lines = files.record.split(/(?<=\n)/);
});

/** Some lines of the Cuba case, as they are sent. */
function part(begin: number, end: number, more: Partial<LinesAnswer> = {}): LinesAnswer {
  return {
    record: lines.slice(begin, end).join(""),
    notIntact: [],
    diagnostics: [],
    logSize: end,
    head: `head ${end}`,
    prior: `head ${begin}`,
    next: end < lines.length ? `${end}` : null,
    ...more,
  };
}

function filesUpTo(end: number): CaseFiles {
  const { next: _, prior, ...first } = part(0, end);
  return { ...files, ...first };
}

function opened(of: CaseFiles): OpenedCase {
  const opening = openCase("cuba-1962", of, PRESENT);
  if (opening.kind === "broken") throw new Error(JSON.stringify(opening.faults[0]));
  return opening.opened;
}

const assessed = ({ judge }: OpenedCase, entries: readonly Entry[]) => {
  const knownAt = position(entries.length);
  return judge.assess({ asOf: entries.at(-1)!.known, knownAt, reading: id("us"), under: null });
};

describe("a case that is open and has grown", () => {
  test("answers as one that was opened whole, of every position, and works nothing out twice", () => {
    const before = opened(filesUpTo(200));
    const assessedBefore = assessed(before, before.entries);
    const tail = [part(200, 201), part(201, 201), part(201, lines.length)];
    const grown = growCase(before, tail, PRESENT);
    const whole = opened(filesUpTo(lines.length));
    expect(grown?.judge).toBe(before.judge);
    expect(grown).toMatchObject({ logSize: lines.length, files: { head: `head ${lines.length}` } });
    expect(grown?.files.record).toBe(files.record);
    expect(grown?.entries).toEqual(whole.entries);
    expect(grown?.places).toEqual(whole.places);
    expect(grown?.codex).toEqual(whole.codex);
    expect({ ...grown?.timeline, scale: 0 }).toEqual({ ...whole.timeline, scale: 0 });
    expect(assessed(grown!, whole.entries)).toEqual(assessed(whole, whole.entries));
    expect(assessed(grown!, before.entries)).toEqual(assessedBefore);
  });

  test("has grown even where nothing of it can be shown", () => {
    const before = opened(filesUpTo(200));
    const grown = growCase(before, [part(200, 200, { logSize: 203 })], PRESENT);
    expect(grown).toMatchObject({ logSize: 203, entries: before.entries });
  });

  test("judges an entry whose attachment does not hold as not intact", () => {
    const at = lines.findIndex((line, at) => at > 200 && line.includes('"kind":"observation"'));
    const named = JSON.parse(lines[at] ?? "").id as string;
    const grown = growCase(
      opened(filesUpTo(at)),
      [part(at, at + 1, { notIntact: [named] })],
      PRESENT,
    );
    expect(grown?.entries.at(-1)).toMatchObject({ id: named, intact: false });
  });

  test.each([
    ["a line that cannot be read", "{}\n"],
    ["an id that stands already", null],
    [
      "a name that no text declares",
      '{"v":1,"id":"O-x","kind":"observation","known":"2020-01-01T00:00:00Z","valid":{"at":"2020-01-01T00:00:00Z"},"report":{"kind":"statement","by":"Nobody","stance":"promises","text":"x"},"method":"statement","source":{"cite":"x"},"grade":{"reliability":"A","credibility":1,"by":"keeper","why":"x"}}\n',
    ],
  ])("with %s is to be opened whole, which says what is wrong", (_what, line) => {
    const record = line ?? lines[199] ?? "";
    expect(growCase(opened(filesUpTo(200)), [part(200, 201, { record })], PRESENT)).toBeNull();
  });
});

describe("what is asked of the server", () => {
  const asked: string[] = [];
  const serve = (answers: Readonly<Record<string, object>>) => {
    asked.length = 0;
    vi.stubGlobal("fetch", async (path: string) => {
      asked.push(path);
      const found = answers[path] ?? { code: "cursor-unknown" };
      return new Response(JSON.stringify(found), { status: path in answers ? 200 : 400 });
    });
  };
  afterEach(() => vi.unstubAllGlobals());
  const [base, at] = [
    "/api/cases/cuba",
    (cursor: number) => `/api/cases/cuba/lines?cursor=${cursor}`,
  ];

  test("is a case part by part, each following the one before", async () => {
    const { prior: _, ...first } = part(0, 100);
    serve({
      [base]: { ...files, ...first },
      [at(100)]: part(100, 250),
      [at(250)]: part(250, lines.length),
    });
    const whole = await getCase("cuba");
    expect(whole).toMatchObject({ record: files.record, logSize: lines.length });
    expect(whole).not.toHaveProperty("next");
    expect(asked).toEqual([base, at(100), at(250)]);
  });

  test("is the whole again where it changes while it arrives, and not for ever", async () => {
    const { prior: _, ...first } = part(0, 100);
    serve({
      [base]: { ...files, ...first },
      [at(100)]: part(100, 250, { prior: "another", next: null }),
    });
    await expect(getCase("cuba")).rejects.toMatchObject({ code: "case-changing" });
    expect(asked.filter((path) => path === base)).toHaveLength(4);
  });

  test("is the tail alone of a case that is here, in as many parts as it has", async () => {
    serve({ [at(200)]: part(200, 250), [at(250)]: part(250, lines.length) });
    const tail = await getTail("cuba", filesUpTo(200));
    expect(tail?.map(({ record }) => record).join("")).toBe(lines.slice(200).join(""));
    expect(asked).toEqual([at(200), at(250)]);
  });

  test.each([
    ["does not follow", () => ({ [at(200)]: part(200, 250, { prior: "another", next: null }) })],
    ["is of a record that has gone back", () => ({})],
  ])("is no tail that %s", async (_what, answers) => {
    serve(answers());
    expect(await getTail("cuba", filesUpTo(200))).toBeNull();
  });

  test("is nothing of a folder, which has no log", async () => {
    serve({});
    expect(await getTail("cuba", files)).toBeNull();
    expect(asked).toEqual([]);
  });
});
