import { type Id, id, type Zone, zone } from "@proviso/core";
import type { RecordDiagnostic } from "./diagnostic.ts";
import {
  closeFields,
  type Fields,
  identifier,
  openFields,
  optionalBoolean,
  optionalIdentifier,
  problem,
  text,
  word,
} from "./fields.ts";
import { MAX_NAME_LENGTH } from "./limits.ts";
import type { Problem } from "./line.ts";

/** What a case says of itself (`case.json`). */
export interface CaseMetadata {
  readonly id: Id;
  readonly title: string;
  /** The zone on whose clocks its bare dates are read and its instants shown. */
  readonly zone: Zone;
  /** The language of its record, a BCP 47 tag (`en`). */
  readonly language: string;
  /** Put together afterwards from documents: every screen says so, and *now* is its last entry. */
  readonly reconstructed: boolean;
  /** How its entries are signed; `none` where integrity rests on hashes alone. */
  readonly signatures: "none";
  /** The reading under which it is judged unless another is asked for; `null` for none. */
  readonly reading: Id | null;
}

/** A case's metadata, or everything that is wrong with it. */
export interface MetadataReading {
  readonly metadata: CaseMetadata | null;
  readonly diagnostics: readonly RecordDiagnostic[];
}

/** Reads `case.json`. It never throws. */
export function readMetadata(source: string, file: string): MetadataReading {
  const problems: Problem[] = [];
  const metadata = parse(source, problems);
  return {
    metadata: problems.length === 0 ? metadata : null,
    diagnostics: problems.map(({ code, message, remedy }) => ({
      code,
      severity: "error",
      file,
      line: null,
      column: null,
      entry: null,
      message,
      remedy,
    })),
  };
}

function parse(source: string, problems: Problem[]): CaseMetadata | null {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    const message = "The file is not JSON.";
    const remedy = 'Write one object: {"id": …, "title": …, "zone": …}.';
    problems.push({ code: "not-json", path: "", message, remedy, column: null });
    return null;
  }
  const fields = openFields(value, "", problems);
  if (problems.length > 0) return null;
  const reading = optionalIdentifier(fields, "reading");
  const where = readZone(fields);
  const metadata = {
    id: id(identifier(fields, "id")),
    title: text(fields, "title"),
    language: text(fields, "language", MAX_NAME_LENGTH),
    reconstructed: optionalBoolean(fields, "reconstructed") ?? false,
    signatures: word(fields, "signatures", ["none"] as const),
    reading: reading === null ? null : id(reading),
  };
  closeFields(fields);
  return where === null ? null : { ...metadata, zone: where };
}

function readZone(fields: Fields): Zone | null {
  const name = text(fields, "zone", MAX_NAME_LENGTH);
  const found = name === "" ? null : zone(name);
  if (name !== "" && found === null) {
    const remedy = "Write a name of the IANA database: America/New_York.";
    problem(fields, "zone", "unknown-word", "is no time zone", remedy);
  }
  return found;
}
