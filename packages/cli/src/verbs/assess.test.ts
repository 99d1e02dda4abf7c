import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { call, copyCase, HOLDING_AREAS, proviso, type SpoiledCase } from "../../testing/proviso.ts";

async function assessed(...args: readonly string[]) {
  const { code, out, err } = await call("assess", ...args, "--json");
  expect(err).toBe("");
  expect(code).toBe(0);
  return JSON.parse(out);
}

const byId = (clauses: readonly { readonly id: string }[], id: string) =>
  clauses.find((clause) => clause.id === id);

const OF_AN_UNDERTAKING = [
  "performance",
  "lights",
  "late",
  "level",
  "occurrences",
  "refusedChecks",
];

describe("an assessment", () => {
  test("says both moments plainly, and every value by shape and word", async () => {
    const { code, out } = await proviso("assess", HOLDING_AREAS, "--as-of", "2031-03-04 09:00");
    expect(code).toBe(0);
    expect(out).toContain("As of       4 Mar 2031, 09:00, Europe/Vienna");
    expect(out).toContain("entry 3 of 9 (O-3, 3 Mar 2031, 12:00); 6 later entries left out");
    expect(out).toContain("reconstructed from documents");
    expect(out).toContain("▲ contradicted");
    expect(out).toMatch(/in force +checkpoints/);
    expect(out).not.toContain("\u001b");
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    const moment = ["assess", HOLDING_AREAS, "--as-of", "2031-03-04 09:00"] as const;
    const hindsight = await call(...moment, "--hindsight");
    expect(hindsight.out).toContain("entry 9 of 9 (D-1, 7 Mar 2031, 12:00); in hindsight");
    expect((await call(...moment, "--hindsight", "--known-at", "3")).code).toBe(2);
  });

  test("comes out of the real command whole, however long it is", async () => {
    const asked = ["assess", HOLDING_AREAS, "--json"] as const;
    expect(await proviso(...asked)).toEqual(await call(...asked));
  });

  test("in JSON has the documented shape", async () => {
    const answer = await assessed(HOLDING_AREAS, "--as-of", "2031-03-04", "--known-at", "3");
    expect(Object.keys(answer)).toEqual([
      "v",
      "case",
      "title",
      "zone",
      "reconstructed",
      "asOf",
      "knownAt",
      "known",
      "reading",
      "under",
      "agreement",
      "brief",
      "headline",
      "texts",
      "undertakings",
      "assurances",
      "measures",
      "options",
      "questions",
      "refusedDecisions",
      "skipped",
      "warnings",
    ]);
    expect(answer).toMatchObject({
      v: 1,
      case: "holding-areas",
      asOf: "2031-03-04T00:00:00+01:00",
      knownAt: 3,
      known: { entry: "O-3", at: "2031-03-03T12:00:00+01:00", of: 9 },
      reading: "belmar",
      under: null,
      skipped: [],
    });
    for (const part of ["undertakings", "assurances", "measures", "options", "questions"]) {
      for (const clause of answer[part]) {
        expect(Object.keys(clause)).toEqual([
          "id",
          "title",
          "by",
          "value",
          "words",
          "finding",
          "status",
          "reason",
          "since",
          "fresh",
          "next",
          "outstanding",
          "progress",
          "limits",
          "counts",
          "restsOn",
          "at",
          "requirementAt",
          ...(part === "undertakings" ? OF_AN_UNDERTAKING : []),
        ]);
      }
    }
    expect(byId(answer.undertakings, "withdrawal")).toMatchObject({
      value: "contradicted",
      restsOn: [{ instrument: "protocol", passage: "withdraw" }],
    });
    expect(byId(answer.assurances, "quiet")).toMatchObject({ status: "withheld" });
    expect(byId(answer.measures, "checkpoints")).toMatchObject({ status: "in force" });
  });
});

describe("the two clocks", () => {
  test("of a reconstructed case stand at its last entry", async () => {
    const answer = await assessed(HOLDING_AREAS);
    expect(answer).toMatchObject({ asOf: "2031-03-07T12:00:00+01:00", knownAt: 9 });
  });

  test("move together where only what was known is given", async () => {
    const byMoment = await assessed(HOLDING_AREAS, "--known-at", "2031-03-05 17:30");
    expect(byMoment).toMatchObject({ asOf: "2031-03-05T17:30:00+01:00", knownAt: 4 });
    const byCount = await assessed(HOLDING_AREAS, "--known-at", "4");
    expect(byCount).toMatchObject({ asOf: "2031-03-05T17:00:00+01:00", knownAt: 4 });
  });

  test("read an instant with an offset, and dates on the case's own clocks", async () => {
    const utc = await assessed(HOLDING_AREAS, "--as-of", "2031-03-04T08:00Z");
    expect(utc.asOf).toBe("2031-03-04T09:00:00+01:00");
    const summer = await assessed(HOLDING_AREAS, "--as-of", "2031-07-01");
    expect(summer.asOf).toBe("2031-07-01T00:00:00+02:00");
  });

  test("keep a late report from what was known before it", async () => {
    const then = ["--as-of", "2031-03-05 16:30"] as const;
    const hindsight = await assessed(HOLDING_AREAS, ...then, "--hindsight");
    const known = await assessed(HOLDING_AREAS, ...then);
    expect(byId(hindsight.undertakings, "withdrawal")).toMatchObject({ value: "unverified" });
    expect(byId(known.undertakings, "withdrawal")).toMatchObject({ value: "contradicted" });
  });
});

describe("a reading", () => {
  const late = ["--as-of", "2031-03-06 20:00"] as const;

  test("of the other side may find verified what one's own does not", async () => {
    const own = await assessed(HOLDING_AREAS, ...late);
    const other = await assessed(HOLDING_AREAS, ...late, "--reading", "arden");
    expect(byId(own.undertakings, "withdrawal")).toMatchObject({ value: "unverified" });
    expect(byId(other.undertakings, "withdrawal")).toMatchObject({ value: "verified" });
    expect(other.reading).toBe("arden");
  });

  test("may be left aside for the agreement's own text", async () => {
    const common = await assessed(HOLDING_AREAS, ...late, "--reading", "none");
    expect(common.reading).toBeNull();
    expect(byId(common.undertakings, "withdrawal")).not.toMatchObject({ value: "verified" });
  });
});

describe("a call that cannot be carried out", () => {
  test.each([
    [["assess"], "CASE is missing"],
    [["assess", "a", "b"], "one word too many"],
    [["assess", "./no-such-folder"], "There is no case at"],
    [["assess", HOLDING_AREAS, "--as-off", "1"], "--as-off"],
    [["assess", HOLDING_AREAS, "--as-of", "yesterday"], "is no moment"],
    [["assess", HOLDING_AREAS, "--as-of", "2031-02-30"], "is no moment"],
    [["assess", HOLDING_AREAS, "--known-at", "10"], "beyond the record"],
    [["assess", HOLDING_AREAS, "--reading", "corland"], "There is no reading"],
    [["assess", HOLDING_AREAS, "--under", "1189"], "There is no text"],
    [["judge", HOLDING_AREAS], "is no verb"],
    [["constructor"], "is no verb"],
  ])("%j ends with 2 and says what to write instead", async (args, what) => {
    const { code, out, err } = await call(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(what);
    expect(err).toContain("--help");
  });
});

describe("help", () => {
  test("shows an example first, for proviso and for each verb", async () => {
    const { code, out } = await proviso("--help");
    expect(code).toBe(0);
    expect(out).toMatch(/^proviso assess /);
    const verbs = ["check", "assess", "explain", "outstanding", "diff", "test", "serve"];
    for (const verb of verbs) {
      const help = await call(verb, "--help");
      expect(help.code).toBe(0);
      expect(help.out).toMatch(new RegExp(`^proviso ${verb} `));
    }
  });
});

describe("a record with bad lines", () => {
  let spoiled: SpoiledCase;

  beforeEach(async () => {
    spoiled = await copyCase();
    await spoiled.change("record.jsonl", (source) => {
      const lines = source.split("\n");
      lines[1] = "{ not JSON";
      lines[4] = (lines[4] as string).replace('"credibility":2', '"credibility":9');
      lines[5] = (lines[5] as string).replace('"quarry"', '"quary"');
      return lines.join("\n");
    });
  });

  afterEach(() => spoiled.remove());

  test("is not judged, and every bad line is named", async () => {
    const { code, out, err } = await proviso("assess", spoiled.folder);
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(/record\.jsonl:2(:\d+)?: error\[not-json\]/);
    expect(err).toMatch(/record\.jsonl:5:\d+: error\[unknown-word\]: O-5/);
    expect(err).toMatch(/record\.jsonl:6:\d+: error\[undefined-place\]: O-6/);
    expect(err).toContain("write instead:");
    expect(err).toContain("3 errors");
    expect(err).toContain("--skip-invalid");
  });

  test("is judged without them where that is asked for, and says which", async () => {
    const { code, out } = await proviso("assess", spoiled.folder, "--skip-invalid");
    expect(code).toBe(0);
    expect(out).toContain("record.jsonl:2 (not-json)");
    expect(out).toContain("record.jsonl:5 O-5 (unknown-word)");
    expect(out).toContain("Judged without 3 lines");
    const answer = await assessed(spoiled.folder, "--skip-invalid");
    expect(answer.skipped).toEqual([
      { file: "record.jsonl", line: 2, entry: null, codes: ["not-json"] },
      { file: "record.jsonl", line: 5, entry: "O-5", codes: ["unknown-word"] },
      { file: "record.jsonl", line: 6, entry: "O-6", codes: ["undefined-place"] },
    ]);
    expect(answer.known.of).toBe(6);
  });
});

describe("a case that no skipped line mends", () => {
  let spoiled: SpoiledCase;

  beforeEach(async () => {
    spoiled = await copyCase();
  });

  afterEach(() => spoiled.remove());

  test("is refused where its texts have errors", async () => {
    await spoiled.change("agreement.proviso", (source) => source.replace("by Arden", "by Ardan"));
    const { code, out, err } = await call("assess", spoiled.folder, "--skip-invalid");
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(/agreement\.proviso:\d+:\d+: error\[/);
    expect(err).toContain("Nothing was judged");
  });

  test("is refused where its case.json or its record cannot be read", async () => {
    await spoiled.change("case.json", (source) => source.replace("Europe/Vienna", "Europa/Wien"));
    await spoiled.change("record.jsonl", () => "\ufffd".repeat(3));
    const { code, err } = await call("assess", spoiled.folder, "--skip-invalid");
    expect(code).toBe(1);
    expect(err).toContain("case.json: error[unknown-word]");
  });

  test("is refused where case and agreement are in two time zones", async () => {
    await spoiled.change("case.json", (source) => source.replace("Europe/Vienna", "Asia/Tokyo"));
    const { code, err } = await call("assess", spoiled.folder);
    expect(code).toBe(1);
    expect(err).toContain("Write the same time zone in both");
  });

  test("is judged without an adoption whose text was changed, and says so", async () => {
    await spoiled.change("amendments/air.proviso", (source) => `${source}\n// improved\n`);
    const refused = await call("assess", spoiled.folder);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("error[hash-mismatch]: A-1");
    const answer = await assessed(spoiled.folder, "--skip-invalid");
    expect(answer.skipped).toMatchObject([{ entry: "A-1", codes: ["hash-mismatch"] }]);
    expect(byId(answer.measures, "checkpoints")).toMatchObject({ status: "in force" });
  });

  test("that is not reconstructed is judged as of now", async () => {
    await spoiled.change("case.json", (source) => {
      return source.replace('"reconstructed": true', '"reconstructed": false');
    });
    const before = Date.now();
    const answer = await assessed(spoiled.folder);
    expect(Date.parse(answer.asOf)).toBeGreaterThanOrEqual(before);
    expect(answer.knownAt).toBe(9);
  });

  test("with nothing on its record asks for a moment", async () => {
    await spoiled.change("record.jsonl", () => "");
    const { code, err } = await call("assess", spoiled.folder);
    expect(code).toBe(2);
    expect(err).toContain("--as-of");
    const answer = await assessed(spoiled.folder, "--as-of", "2031-03-02");
    expect(answer.known).toEqual({ entry: null, at: null, of: 0, leftOut: 0 });
    expect(byId(answer.undertakings, "withdrawal")).toMatchObject({ value: "unverified" });
  });
});
