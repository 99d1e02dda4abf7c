import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Inquiry, id, type Judge, type Observation, parseInstant } from "@proviso/core";
import { readEdition, readMapping } from "@proviso/formats";
import { describe, expect, test } from "vitest";
import { loadCase } from "../src/case/load-case.ts";
import { call } from "./proviso.ts";
import { type Sensitivity, sensitivityOf, tableIn } from "./sensitivity.ts";

const BLACK_SEA = fileURLToPath(new URL("../../../cases/black-sea-2022", import.meta.url));
const GRADES = `${BLACK_SEA}/grades.md`;

const loaded = await loadCase(BLACK_SEA);
const observations = loaded.entries.filter((entry) => entry.kind === "observation");

describe("the Black Sea case", () => {
  test("is without error", () => {
    expect(loaded.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("gives at each of its moments the verdicts, words and reasons that it states", async () => {
    const { code, out } = await call("test", BLACK_SEA);
    expect(out).toContain("all as expected");
    expect(code).toBe(0);
  });

  test("says in grades.md how every finding would move if one grade were a step off", async () => {
    const { source, written } = await tableIn(GRADES, sensitivities());
    expect(source).toBe(written);
  }, 120_000);
});

describe("the register of 8 September 2022", () => {
  test("is kept as published, under its own hash", () => {
    const files = readdirSync(`${BLACK_SEA}/registers/outbound`);
    const hashes = files.map((file) => {
      const bytes = readFileSync(`${BLACK_SEA}/registers/outbound/${file}`);
      return `${createHash("sha256").update(bytes).digest("hex")}.xlsx`;
    });
    expect(hashes).toEqual(files);
  });

  test("says of 105 voyages that they left, and of 82 that they were inspected", () => {
    const said = (activity: string) => {
      const subjects = fromRegister().flatMap(({ report }) =>
        report.kind === "activity" && report.activity === activity ? [report.subject] : [],
      );
      return new Set(subjects).size;
    };
    expect([said("outbound"), said("inspection")]).toEqual([105, 82]);
  });

  test("agrees to the tonne with the JCC's own report for 1 to 15 August", () => {
    const reported = observations.flatMap(({ source, report }) => {
      const isTotal = report.kind === "count" && source.cite.includes("Progress report");
      return isTotal ? [[report.subject, report.low] as const] : [];
    });
    const commodities = reported.filter(([item]) => String(item) in OF_THE_21_SHIPS);
    expect(Object.fromEntries(commodities)).toEqual(OF_THE_21_SHIPS);
    for (const [item, tonnes] of commodities) {
      expect([item, tonnesAboard(item, THE_21_SHIPS)]).toEqual([item, tonnes]);
    }
  });
});

describe("the account of a cargo", () => {
  test.each([
    ["corn", 45, 1_328_877, 1_198_124],
    ["wheat", 27, 546_644, 353_949],
    ["sunflower-oil", 16, 165_610, 143_600],
    ["rapeseed", 4, 82_448, 82_448],
  ])("of %s: %i voyages, %i tonnes left, %i of them inspected", async (item, ships, left, seen) => {
    const asked = ["--as-of", "2022-09-09", "--known-at", "2022-09-09", "--json"] as const;
    const { code, out } = await call("account", BLACK_SEA, item, ...asked);
    expect(code).toBe(0);
    const { account } = JSON.parse(out) as { account: CargoAccount };
    expect(account.ships).toHaveLength(ships);
    expect(account.balance.countedOut.value).toBe(seen);
    expect(account.balance.inTransit.value).toBe(left - seen);
    const [percentage] = account.percentages;
    expect(percentage).toMatchObject({ measure: "counted aboard departing ships", whole: left });
    expect(percentage?.low).toBeCloseTo((seen / left) * 100, 6);
    expect(percentage).toMatchObject({ base: "departed", asOf: "2022-09-09T00:00:00+03:00" });
  });

  test("says port by port how much left and how much of that was inspected", async () => {
    const asked = ["--as-of", "2022-09-09", "--known-at", "2022-09-09"] as const;
    const { out } = await call("account", BLACK_SEA, "corn", ...asked);
    const said = out.replaceAll("\u00a0", "").replace(/ +/g, " ");
    expect(said).toContain("By place of departure\n from ships left counted of what left\n");
    expect(said).toContain(" Chornomorsk 19 505399 464308 91.9 %\n");
    expect(said).toContain(" in all 45 1328877 1198124 90.2 %\n As of 9 Sep 2022, 00:00;");
  });

  test("is the same sum that the register's rows make", () => {
    const [left, seen] = (["departed", "counted-aboard"] as const).map((stage) =>
      fromRegister()
        .flatMap(({ report }) => (report.kind === "count" ? [report] : []))
        .filter((report) => report.stage === stage)
        .reduce((sum, { low }) => sum + low, 0),
    );
    expect([left, seen]).toEqual([2_376_291, 1_970_870]);
  });
});

describe("the ships on their way in", () => {
  test("are the thirteen that notes name, and none of those that leave", async () => {
    const { decided, queue } = await inboundAt("2022-09-09");
    expect([decided.length, queue.length]).toEqual([13, 0]);
    expect(decided.filter(({ uninspected }) => uninspected).map(({ ship }) => ship)).toEqual([
      "BC-CALLISTO-in-2022-08-29",
      "NEW-LEVANT-in-2022-08-29",
      "MRC-LINA-in-2022-08-29",
      "SARA-in-2022-08-29",
      "PETREL-S-in-2022-08-10",
    ]);
  });

  test("wait at most so long where the register alone says that they were let in", async () => {
    const { decided } = await inboundAt("2022-09-09");
    expect(decided.filter(({ waitsAtMost }) => waitsAtMost)).toHaveLength(8);
  });

  test("stand in the queue as long as no more was known", async () => {
    const { queue } = await inboundAt("2022-08-30");
    expect(queue.map(({ ship, standing }) => [ship, standing])).toContainEqual([
      "LADY-EVA-in-2022-08-28",
      "inspected",
    ]);
    expect(queue).toHaveLength(8);
  });
});

interface InboundShips {
  readonly queue: readonly InboundShip[];
  readonly decided: readonly InboundShip[];
}

/** What `proviso inbound --json` says of a ship, as far as it is looked at here. */
interface InboundShip {
  readonly ship: string;
  readonly standing: string;
  readonly uninspected: boolean;
  readonly waitsAtMost: boolean;
}

async function inboundAt(day: string): Promise<InboundShips> {
  const { out } = await call("inbound", BLACK_SEA, "--as-of", day, "--known-at", day, "--json");
  return (JSON.parse(out) as { inbound: InboundShips }).inbound;
}

/** What `proviso account --json` says, as far as it is looked at here. */
interface CargoAccount {
  readonly ships: readonly unknown[];
  readonly balance: Readonly<Record<"countedOut" | "inTransit", { readonly value: number }>>;
  readonly percentages: readonly {
    readonly low: number;
    readonly measure: string;
    readonly base: string;
    readonly whole: number;
    readonly asOf: string;
  }[];
}

describe("an edition of the register", () => {
  test("that is there already changes nothing", async () => {
    const said = await compared(kept());
    expect(said).toMatchObject({ alreadyThere: true, unchanged: 109, invalidIdentifiers: [] });
    expect(said).toMatchObject({ added: [], changed: [], dropped: [], entries: [] });
  });

  test("that comes later says what was changed, dropped, added or written wrong", async () => {
    const folder = mkdtempSync(join(tmpdir(), "proviso-register-"));
    try {
      const later = join(folder, "later.csv");
      writeFileSync(later, laterEdition());
      const said = await compared(later);
      expect(said).toMatchObject({ unchanged: 106, recorded: false });
      expect(said["changed"]).toHaveLength(2);
      expect(said["dropped"]).toHaveLength(1);
      expect(said["added"]).toHaveLength(1);
      expect(said["invalidIdentifiers"]).toHaveLength(1);
      expect(said["entries"]).toContainEqual(
        expect.objectContaining({ kind: "supersession", of: "outbound-1-r85" }),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function kept(): string {
  const [file = ""] = readdirSync(`${BLACK_SEA}/registers/outbound`);
  return `${BLACK_SEA}/registers/outbound/${file}`;
}

async function compared(file: string): Promise<Readonly<Record<string, unknown>>> {
  const asked = ["import", "register", file, "--case", BLACK_SEA, "--dry-run", "--json"] as const;
  const { code, out, err } = await call(...asked);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as Record<string, unknown>;
}

/** The edition of 8 September as it might come again: made up for this test, row by row. */
function laterEdition(): string {
  const rows = readRows().filter(([, vessel]) => vessel !== "PROPUS");
  const changed = rows.map((row) => {
    if (row[1] === "JASMIN QUEEN") return row.with(6, "2022-09-09");
    return row[1] === "EFE" ? row.with(2, "9558764") : row;
  });
  const added = ["Odesa", "TEST SHIP", "9074729", "Greece", "Corn", "6500", ""];
  return [HEADINGS, ...changed, added].map((row) => row.join(",")).join("\n");
}

const HEADINGS: readonly string[] = [
  "Departure port",
  "Vessel name",
  "IMO",
  "Country",
  "Commodity",
  "Tonnage",
  "Inspection İstanbul",
];

function readRows(): readonly (readonly string[])[] {
  const mapping = readMapping(readFileSync(`${BLACK_SEA}/registers/outbound.json`, "utf8"));
  if (!mapping.ok) throw new Error("The mapping cannot be read.");
  const edition = readEdition(new Uint8Array(readFileSync(kept())), "xlsx", mapping.value);
  if (!edition.ok) throw new Error("The edition cannot be read.");
  return edition.value.rows.map(({ values }) => values.map((value) => String(value ?? "")));
}

/** The ships that notes of the JCC name as authorized to leave by 15 August. */
const THE_21_SHIPS: readonly string[] = [
  "RAZONI-2022-08-03",
  "NAVI STAR-2022-08-06",
  "ROJEN-2022-08-07",
  "POLARNET-2022-08-07",
  "GLORY-2022-08-09",
  "STAR HELENA-2022-08-09",
  "RIVA WIND-2022-08-09",
  "MUSTAFA NECATI-2022-08-10",
  "ARIZONA-2022-08-10",
  "SACURA-2022-08-10",
  "OCEAN LION-2022-08-11",
  "RAHMI YAGCI-2022-08-13",
  "STAR LAURA-2022-08-14",
  "SORMOVSKIY 121-2022-08-15",
  "FULMAR S-2022-08-15",
  "THOE-2022-08-16",
  "OSPREY S-2022-08-18",
  "BONITA-2022-08-18",
  "PROPUS-2022-08-19",
  "RAMUS-2022-08-19",
  "BRAVE COMMANDER-2022-08-21",
];

/** Their tonnes by commodity, as the JCC reported them on 17 August. */
const OF_THE_21_SHIPS: Readonly<Record<string, number>> = {
  corn: 451_481,
  "sunflower-meal": 50_300,
  wheat: 41_622,
  "soya-beans": 11_000,
  "sunflower-oil": 6000,
  "sunflower-seed": 2914,
};

function fromRegister(): readonly Observation[] {
  return observations.filter((one) => one.id.startsWith("outbound-1-r"));
}

function tonnesAboard(item: string, ships: readonly string[]): number {
  return fromRegister()
    .flatMap(({ report }) => (report.kind === "count" ? [report] : []))
    .filter(({ subject, stage }) => subject === item && stage === "departed")
    .filter(({ vessel, voyage }) => ships.includes(`${vessel}-${voyage?.slice(8) ?? ""}`))
    .reduce((sum, { low }) => sum + low, 0);
}

function sensitivities(): readonly Sensitivity[] {
  const watch = (clause: string, when: string, at: string) =>
    sensitivityOf(loaded, { clause: id(clause), when, inquiry: asKnown(at) });
  return [
    watch("no-attack-by-Russia", "24 Jul", "2022-07-24T18:00+03:00"),
    watch("outbound", "3 Aug", "2022-08-03T20:00+03:00"),
    watch("outbound", "7 Aug", "2022-08-07T20:00+03:00"),
    watch("russia", "1 Nov", "2022-11-01T12:00+03:00"),
    watch("russia", "3 Nov", "2022-11-03T12:00+03:00"),
    watch("guarantees", "3 Nov", "2022-11-03T12:00+03:00"),
  ];
}

function asKnown(at: string): (judge: Judge) => Inquiry {
  const asOf = parseInstant(at);
  if (asOf === null) throw new Error(`${at} is no moment.`);
  return (judge) => ({ asOf, knownAt: judge.positionAt(asOf), reading: null, under: null });
}
