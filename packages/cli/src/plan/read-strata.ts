import { MAX_STRATA, type Stratum } from "@proviso/core";
import { MisuseError } from "../io.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Each number of a part: its least and greatest, and whether it is whole. */
const NUMBERS = {
  population: { low: 1, high: 1e9, whole: true },
  defects: { low: 1, high: 1e9, whole: true },
  cost: { low: 1, high: 1e6, whole: true },
  least: { low: 0, high: 1e5, whole: true },
  most: { low: 0, high: 1e9, whole: true },
  detection: { low: 1e-6, high: 1, whole: false },
  done: { low: 0, high: 1e9, whole: true },
  weight: { low: 0, high: 1e9, whole: false },
} as const;

/**
 * Reads the parts of what is to be inspected from a file that someone wrote.
 *
 * @throws {MisuseError} with a code and a remedy, at the first part that is not sound.
 */
export function readStrata(file: string, source: string): readonly Stratum[] {
  const list = parse(file, source);
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_STRATA) {
    const remedy = `Write a list of 1 to ${MAX_STRATA} parts: [{"id":…,"population":…,"defects":…}].`;
    throw new MisuseError(`${file} holds no list of parts. [strata-malformed]`, remedy);
  }
  const ids = new Set<string>();
  return list.map((value: unknown, index): Stratum => {
    const at = `${file}: part ${index + 1}`;
    const stratum = readStratum(at, value);
    if (ids.has(stratum.id)) {
      const message = `${at}: "${stratum.id}" is there already. [stratum-twice]`;
      throw new MisuseError(message, "Give each part a name of its own.");
    }
    ids.add(stratum.id);
    return stratum;
  });
}

function parse(file: string, source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    throw new MisuseError(`${file} is not JSON. [not-json]`, "Write one list in JSON.");
  }
}

function readStratum(at: string, value: unknown): Stratum {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new MisuseError(`${at} is no object. [strata-malformed]`, 'Write it as {"id": …}.');
  }
  const fields = value as Fields;
  const unknown = Object.keys(fields).find((key) => key !== "id" && !Object.hasOwn(NUMBERS, key));
  if (unknown !== undefined) {
    const known = ["id", ...Object.keys(NUMBERS)].join(", ");
    throw new MisuseError(
      `${at}: "${unknown}" is no field here. [unknown-field]`,
      `Fields: ${known}.`,
    );
  }
  const { id } = fields;
  if (typeof id !== "string" || id.trim() === "" || id.length > 120) {
    throw new MisuseError(`${at} has no "id". [missing-field]`, "Give it a short name.");
  }
  const numbers = Object.fromEntries(
    (Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]).flatMap((key) => {
      const number = numberOf(at, fields, key);
      return number === null ? [] : [[key, number]];
    }),
  );
  const stratum = { id, ...numbers } as unknown as Stratum;
  checkTogether(at, stratum);
  return stratum;
}

function numberOf(at: string, fields: Fields, key: keyof typeof NUMBERS): number | null {
  const { low, high, whole } = NUMBERS[key];
  const value = fields[key];
  const mandatory = key === "population" || key === "defects";
  if (value === undefined && !mandatory) return null;
  const isSound =
    typeof value === "number" &&
    value >= low &&
    value <= high &&
    (!whole || Number.isInteger(value));
  if (isSound) return value;
  const kind = whole ? "whole number" : "number";
  const what = value === undefined ? "is missing" : "is out of range";
  throw new MisuseError(
    `${at}: "${key}" ${what}. [${value === undefined ? "missing-field" : "out-of-range"}]`,
    `Write a ${kind} from ${low} to ${high}.`,
  );
}

function checkTogether(at: string, { population, defects, least, most, done }: Stratum): void {
  const wrong =
    defects > population
      ? "more defects than there are"
      : (done ?? 0) > population || (least ?? 0) > population
        ? "more inspections than there are"
        : most !== undefined && Math.max(least ?? 0, done ?? 0) > most
          ? 'less allowed at "most" than is asked or done'
          : null;
  if (wrong === null) return;
  throw new MisuseError(`${at}: ${wrong}. [out-of-range]`, "Correct the one that is wrong.");
}
