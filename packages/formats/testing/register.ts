import { type Edition, readEdition } from "../src/register/edition.ts";
import { type RegisterMapping, readMapping } from "../src/register/mapping.ts";

/** The mapping of the register of the Black Sea Grain Initiative, as `docs/registers.md` has it. */
export const BSGI_MAPPING = {
  v: 1,
  title: "Outbound voyages",
  publisher: "Joint Coordination Centre",
  sheet: "Data",
  zone: "Europe/Istanbul",
  columns: {
    port: {
      header: "Departure port",
      type: "text",
      names: { Odesa: "odesa", Chornomorsk: "chornomorsk" },
    },
    vessel: { header: "Vessel name", type: "text" },
    imo: { header: "IMO", type: "imo", of: "vessel" },
    country: { header: "Country", type: "text" },
    commodity: { header: "Commodity", type: "text" },
    tonnage: { header: "Tonnage", type: "number" },
    inspected: { header: "Inspection İstanbul", type: "date" },
  },
  keys: [
    ["imo", "commodity", "country"],
    ["imo", "commodity"],
    ["vessel", "commodity"],
  ],
} as const;

/** A mapping that is sound. */
export function mappingOf(source: unknown): RegisterMapping {
  const read = readMapping(JSON.stringify(source));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** The same, read. */
export const BSGI: RegisterMapping = mappingOf(BSGI_MAPPING);

/** An edition that is sound. */
export function editionOf(csv: string, mapping: RegisterMapping = BSGI): Edition {
  const read = readEdition(new TextEncoder().encode(csv), "csv", mapping);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** The lines of a CSV without quoted line ends, headings first. */
export function rowsOf(csv: string): readonly string[] {
  return csv.trimEnd().split(/\r?\n/);
}

/** Lines as a CSV. */
export function csvOf(rows: readonly string[]): string {
  return `${rows.join("\r\n")}\r\n`;
}
