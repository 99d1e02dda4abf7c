import { describe, expect, test } from "vitest";
import { COUNT, INSPECTION, PRESENCE } from "../../testing/protocol.ts";
import { readXlsx } from "../xlsx/read-xlsx.ts";
import { namedProtocols } from "./form-names.ts";
import { writeXlsForm, xlsFormSheets } from "./xlsform.ts";

const SETTINGS = { case: "holding-areas", title: `Holding \${areas}`, version: "1" };

type Row = Readonly<Record<string, string>>;

/** A sheet of a form as its readers see it: rows by their headings. */
function sheet(name: string, protocols = [COUNT, PRESENCE, INSPECTION]): readonly Row[] {
  const read = readXlsx(writeXlsForm(protocols, SETTINGS), name);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const texts = read.value.rows.map(({ cells }) => {
    return cells.map((cell) => (cell.kind === "text" ? cell.text : ""));
  });
  const [header = [], ...rows] = texts;
  return rows.map((cells) => Object.fromEntries(header.map((one, at) => [one, cells[at] ?? ""])));
}

describe("a form made from what an agreement asks of inspectors", () => {
  test("asks its fields, when it was seen and how well, and nothing else", () => {
    const asked = sheet("survey", [COUNT]).flatMap(({ type, name }) => {
      return type === "calculate" || name === "" || type?.includes("group") ? [] : [name];
    });
    const fields = COUNT.fields.map(({ name }) => `removal_1_${name}`);
    expect(asked).toEqual([
      "removal_1_seen_from",
      "removal_1_seen_to",
      "removal_1_sureness",
      ...fields,
    ]);
    expect(
      sheet("survey").some(({ type }) => /geo|start|end$|deviceid|username|audit/.test(type ?? "")),
    ).toBe(false);
  });

  test("names each of its questions once, and every list that a question chooses from", () => {
    const survey = sheet("survey");
    const names = survey.map(({ name }) => name).filter((name) => name !== "");
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[A-Za-z][A-Za-z0-9_]*$/.test(name ?? ""))).toBe(true);
    const lists = new Set(sheet("choices").map(({ list_name: list }) => list));
    for (const { type = "" } of survey) {
      const list = /^select_one (.+)$/.exec(type)?.[1];
      if (list !== undefined) expect(lists).toContain(list);
    }
    expect(survey.filter(({ type }) => type === "begin group")).toHaveLength(3);
    expect(survey.filter(({ type }) => type === "end group")).toHaveLength(3);
  });

  test("refers to questions that it has", () => {
    const survey = sheet("survey");
    const names = new Set(survey.map(({ name }) => name));
    for (const row of survey) {
      const text = `${row["relevant"]} ${row["constraint"]} ${row["calculation"]} ${row["label"]}`;
      for (const [, name] of text.matchAll(/\$\{([^}]*)\}/g)) expect(names).toContain(name);
    }
  });

  test("asks first which of them it is, where there are several", () => {
    expect(sheet("survey")[0]).toMatchObject({ type: "select_one protocol", required: "yes" });
    expect(sheet("survey", [COUNT])[0]).toMatchObject({ type: "begin group", relevant: "" });
    expect(sheet("survey").find(({ name }) => name === "removal_2")?.["relevant"]).toBe(
      `\${protocol} = 'removal_2'`,
    );
  });

  test("asks how much of a place was looked at of an absence alone", () => {
    expect(sheet("survey").find(({ name }) => name === "removal_2_coverage")).toMatchObject({
      relevant: `\${removal_2_state} = 'absent'`,
      constraint: ". >= 0 and . <= 1",
    });
  });

  test("says what it is, under an id of its own", () => {
    expect(sheet("settings")).toEqual([
      { form_title: "Holding $ {areas}", form_id: "proviso_holding_areas", version: "1" },
    ]);
    expect(sheet("settings", [COUNT])[0]?.["form_id"]).toBe("proviso_holding_areas_removal_1");
  });

  test("is the same, byte for byte, whenever it is made", () => {
    expect(writeXlsForm([COUNT], SETTINGS)).toEqual(writeXlsForm([COUNT], SETTINGS));
    expect(xlsFormSheets([COUNT], SETTINGS)).toHaveLength(3);
  });

  test("keeps apart protocols whose names would be the same in a form", () => {
    const named = namedProtocols([
      { ...COUNT, id: "a-b/1" },
      { ...COUNT, id: "a.b/1" },
      { ...COUNT, id: "Ä/1" },
    ]);
    expect(named.map(({ prefix }) => prefix)).toEqual(["a_b_1", "a_b_1_2", "p3_1"]);
  });
});
