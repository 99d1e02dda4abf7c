import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { call, copyCase, HOLDING_AREAS, proviso, type SpoiledCase } from "../../testing/proviso.ts";

let spoiled: SpoiledCase;

beforeEach(async () => {
  spoiled = await copyCase();
});

afterEach(() => spoiled.remove());

describe("explain", () => {
  test("goes from a verdict down to observations, and to why some do not count", async () => {
    const { code, out } = await proviso(
      "explain",
      HOLDING_AREAS,
      "withdrawal",
      "--as-of",
      "2031-03-06 20:00",
    );
    expect(code).toBe(0);
    expect(out).toContain("[withdrawal/1]");
    expect(out).toContain("rests on protocol.withdraw");
    expect(out).toContain("O-4 for, speaks: A1 = 0.750");
    expect(out).toContain("O-1 against, overtaken by later evidence");
    expect(out).toMatch(/O-6 for, not counted \(method:/);
  });

  test("in JSON gives the same tree", async () => {
    const { out } = await call("explain", HOLDING_AREAS, "withdrawal", "--json");
    const { explanation } = JSON.parse(out);
    expect(explanation).toMatchObject({ node: "withdrawal", value: "verified" });
    expect(explanation.children[0].node).toBe("withdrawal/1");
  });

  test("of what is not there is a wrong call", async () => {
    const { code, err } = await call("explain", HOLDING_AREAS, "surrender");
    expect(code).toBe(2);
    expect(err).toContain('no clause or node "surrender"');
  });
});

describe("outstanding", () => {
  const early = ["--known-at", "2031-03-03 13:00"] as const;

  test("says what it would take, and what must be overtaken", async () => {
    const { code, out } = await call("outstanding", HOLDING_AREAS, "withdrawal", ...early);
    expect(code).toBe(0);
    expect(out).toContain("▲ contradicted  withdrawal");
    expect(out).toContain("What it would take: 1 way");
    expect(out.replace(/\s+/g, " ")).toContain("must overtake O-1");
  });

  test("in JSON has the documented shape", async () => {
    const node = "withdrawal/1/2";
    const { out } = await call("outstanding", HOLDING_AREAS, node, ...early, "--json");
    const { outstanding } = JSON.parse(out);
    expect(Object.keys(outstanding)).toEqual(["node", "value", "ways", "more", "impossible"]);
    expect(outstanding.node).toBe(node);
    expect(Object.keys(outstanding.ways[0])).toEqual(["cost", "needs"]);
    const fields = ["node", "ask", "by", "overtake", "refused"];
    expect(Object.keys(outstanding.ways[0].needs[0])).toEqual(fields);
  });

  test("of what is verified is nothing", async () => {
    const { code, out } = await call("outstanding", HOLDING_AREAS, "withdrawal");
    expect(code).toBe(0);
    expect(out).toContain("Nothing is outstanding.");
  });

  test("of what is not there is a wrong call", async () => {
    const { code, err } = await call("outstanding", HOLDING_AREAS, "surrender");
    expect(code).toBe(2);
    expect(err).toContain('no clause or node "surrender"');
  });
});

describe("diff", () => {
  test("moves both clocks together, and names the entries that made the change", async () => {
    const { code, out } = await call(
      "diff",
      HOLDING_AREAS,
      "2031-03-04",
      "2031-03-07 13:00",
      "--json",
    );
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(answer.before).toMatchObject({ asOf: "2031-03-04T00:00:00+01:00", knownAt: 3 });
    expect(answer.after).toMatchObject({ asOf: "2031-03-07T13:00:00+01:00", knownAt: 9 });
    const changed = answer.differences.map((difference: { id: string }) => difference.id);
    expect(changed).toContain("withdrawal");
    expect(changed).toContain("checkpoints");
    const checkpoints = answer.differences.find(({ id }: { id: string }) => id === "checkpoints");
    expect(checkpoints.before.status).toBe("in force");
    expect(checkpoints.after.status).toBe("lifted");
    expect(checkpoints.because).toContainEqual({ entry: "D-1", how: "took effect" });
    expect(answer.decisions).toContainEqual(
      expect.objectContaining({ id: "D-1", act: "lift", before: null, after: "in effect" }),
    );
  });

  test("may hold what was known still", async () => {
    const { out } = await call(
      "diff",
      HOLDING_AREAS,
      "2031-03-04",
      "2031-03-07 13:00",
      "--known-at",
      "3",
    );
    expect(out).toContain("4 Mar 2031, 00:00, as known at entry 3 of 9");
    expect(out).toContain("7 Mar 2031, 13:00, as known at entry 3 of 9");
    expect(out).not.toContain("D-1");
  });

  test("between a moment and itself finds nothing", async () => {
    const { code, out } = await call("diff", HOLDING_AREAS, "2031-03-04", "2031-03-04");
    expect(code).toBe(0);
    expect(out).toContain("Nothing changed.");
  });
});

describe("check", () => {
  test("of a sound case ends with 0", async () => {
    const { code, out } = await call("check", HOLDING_AREAS, "--strict");
    expect(out).toBe("Nothing is wrong.\n");
    expect(code).toBe(0);
  });

  test("names what is wrong in every file at once, as a compiler does", async () => {
    await spoiled.change("agreement.proviso", (source) => {
      return source.replace("by Arden to Belmar", "by Ardan to Belmar");
    });
    await spoiled.change("record.jsonl", (source) => `${source}nonsense\n`);
    const { code, out } = await proviso("check", spoiled.folder);
    expect(code).toBe(1);
    expect(out).toMatch(/agreement\.proviso:\d+:\d+: error\[undefined-reference\]: .*Ardan/);
    expect(out).toMatch(/record\.jsonl:10(:\d+)?: error\[not-json\]/);
    expect(out.match(/^ {2}write instead: /gm)).toHaveLength(2);
    expect(out).toContain("2 errors");
  });

  test("names what no text can declare beside a text that does not parse, and nothing that it may", async () => {
    await spoiled.change("agreement.proviso", (source) => {
      return source.replace("by Arden to Belmar", "by Ardan to Belmar");
    });
    await spoiled.change("record.jsonl", (source) =>
      source.replaceAll('"method":"ground-inspection"', '"method":"divination"'),
    );
    const { out } = await call("check", spoiled.folder, "--json");
    const { findings } = JSON.parse(out);
    const codes = new Set(findings.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(new Set(["undefined-reference", "undefined-method"]));
    const slips = findings.filter(({ code }: { code: string }) => code === "undefined-method");
    const source = await readFile(join(spoiled.folder, "record.jsonl"), "utf8");
    for (const { line, column } of slips) {
      const text = source.split("\n")[line - 1]!;
      expect(text.slice(column - 1)).toMatch(/^"divination"/);
    }
    expect(slips.length).toBeGreaterThan(1);
    // In words what is wrong alike is said once, with every place.
    const said = await call("check", spoiled.folder);
    expect(said.out.match(/error\[undefined-method\]/g)).toHaveLength(1);
    expect(said.out).toMatch(/also at record\.jsonl:\d+:\d+ \(O-\d+\)/);
    expect(said.out).toContain(`${findings.length} errors`);
  });

  test("names the flaws of sound texts beside the errors of a record", async () => {
    await spoiled.change("agreement.proviso", (source) => {
      return source.replace("then lifted within 24 hours", "then lifted promptly");
    });
    await spoiled.change("record.jsonl", (source) => `${source}nonsense\n`);
    const { code, out } = await call("check", spoiled.folder);
    expect(code).toBe(1);
    expect(out).toContain("error[not-json]");
    expect(out).toContain("flaw[unbounded-promptly]");
  });

  test("names the flaws of a text without errors, and only --strict fails on them", async () => {
    await spoiled.change("agreement.proviso", (source) => {
      return source.replace("then lifted within 24 hours", "then lifted promptly");
    });
    const { code, out } = await call("check", spoiled.folder);
    expect(code).toBe(0);
    expect(out).toMatch(/agreement\.proviso:\d+:\d+: flaw\[unbounded-promptly\]: checkpoints: /);
    const strict = await call("check", spoiled.folder, "--strict");
    expect(strict.code).toBe(1);
  });

  test("of one file of a case reads it beside the others, and speaks of it alone", async () => {
    const sound = await call("check", join(spoiled.folder, "readings/arden.proviso"));
    expect(sound.code).toBe(0);
    await spoiled.change("readings/arden.proviso", (source) =>
      source.replace("ford-field", "ford"),
    );
    await spoiled.change("record.jsonl", (source) => `${source}nonsense\n`);
    const { code, out } = await call(
      "check",
      join(spoiled.folder, "readings/arden.proviso"),
      "--json",
    );
    expect(code).toBe(1);
    const { findings } = JSON.parse(out);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) expect(finding.file).toBe("readings/arden.proviso");
  });

  test("of a text that is no part of a case reads it alone", async () => {
    const path = join(spoiled.folder, "alone.proviso");
    await writeFile(path, "agreement alone\n  nonsense nonsense\n");
    const { code, out } = await call("check", path);
    expect(code).toBe(1);
    expect(out).toMatch(/alone\.proviso:\d+:\d+: error\[/);
  });

  test("of an attachment that is another file warns, and with --strict fails", async () => {
    await spoiled.change("record.jsonl", (source) => {
      const attachments = `"attachments":[{"sha256":"${"ab".repeat(32)}","name":"frame.tif"}]`;
      return source.replace('"grade":', `${attachments},"grade":`);
    });
    const warned = await call("check", spoiled.folder);
    expect(warned.code).toBe(0);
    expect(warned.out).toContain("record.jsonl:1: warning[attachment-mismatch]: O-1");
    const strict = await call("check", spoiled.folder, "--strict");
    expect(strict.code).toBe(1);
  });

  test.each([
    ["no-such-file.proviso", "There is no"],
    [join(HOLDING_AREAS, "../../proviso.ts"), "is no text of an agreement"],
  ])("of %s is a wrong call", async (path, what) => {
    const { code, err } = await call("check", path);
    expect(code).toBe(2);
    expect(err).toContain(what);
  });
});

describe("test", () => {
  const golden = "tests/2031-03-04.json";

  test("of a case whose tests hold ends with 0", async () => {
    const { code, out } = await proviso("test", HOLDING_AREAS);
    expect(code).toBe(0);
    expect(out).toContain("3 tests, all as expected.");
  });

  test("prints what differs and ends with 1", async () => {
    await spoiled.change(golden, (source) => source.replace('"withheld"', '"in effect"'));
    const { code, out } = await call("test", spoiled.folder);
    expect(code).toBe(1);
    expect(out).toContain("assurances.quiet.status");
    expect(out).toContain('expected "in effect"');
    expect(out).toContain('found    "withheld"');
    expect(out).toContain("3 tests, 1 not as expected.");
  });

  test("finds a clause or a field that is not there to differ", async () => {
    await spoiled.change(golden, (source) => {
      return source.replace('"quiet"', '"quite"').replace('"words"', '"word"');
    });
    const { code, out } = await call("test", spoiled.folder, "--json");
    expect(code).toBe(1);
    const failed = JSON.parse(out).tests.find((one: { passed: boolean }) => !one.passed);
    expect(failed.mismatches.map((found: { path: string }) => found.path)).toEqual([
      "undertakings.withdrawal.word",
      "assurances.quite",
    ]);
  });

  test.each([
    ["{", "is not JSON"],
    ['{"asOf":"2031-03-04"}', '"expect" is no object'],
    ['{"asOf":"2031-03-04","expect":{}}', '"expect" is empty'],
    ['{"as-of":"2031-03-04","expect":{"headline":"x"}}', '"as-of" is no field'],
    ['{"expect":{"undertaking":{}}}', '"undertaking" is no field'],
    ['{"asOf":"soon","expect":{"headline":"x"}}', "is no moment"],
  ])("that is not understood, %s, is not passed over", async (source, what) => {
    await spoiled.change(golden, () => source);
    const { code, err } = await call("test", spoiled.folder);
    expect(code).toBe(2);
    expect(err).toContain(golden);
    expect(err).toContain(what);
  });
});
