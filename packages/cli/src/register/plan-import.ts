import { formatInZone } from "@proviso/core";
import {
  type EditionExtension,
  type EditionPlan,
  type FormatProblem,
  planEdition,
  readEdition,
} from "@proviso/formats";
import type { StoredCase } from "@proviso/record";
import type { StatedTime } from "@proviso/record/envelope";
import type { CaseDiagnostic } from "../case/diagnostic.ts";
import type { Io } from "../io.ts";
import { checkPlanned } from "../store/check-planned.ts";
import type { GivenEntry } from "../store/draft-entries.ts";
import {
  type CaseRegister,
  type RegisterFiles,
  readCaseRegister,
  sha256Of,
} from "./case-registers.ts";

/** An edition as a call names it. */
export interface GivenEdition {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly extension: EditionExtension;
  /** The day that its publisher gives it, where the call or the file's name says one. */
  readonly date: string | null;
}

/** What importing an edition would put on the record, or what stands against it. */
export interface ImportOfEdition {
  readonly register: CaseRegister;
  readonly sha256: string;
  /** Within the case. */
  readonly file: string;
  /** It is the newest edition that the case has, to the byte: there is nothing to record. */
  readonly isThere: boolean;
  readonly plan: EditionPlan;
  readonly rows: number;
  readonly unread: readonly string[];
  readonly warnings: readonly FormatProblem[];
  /** What a row says and the record does not take; with any of it nothing is recorded. */
  readonly findings: readonly CaseDiagnostic[];
  readonly entries: readonly GivenEntry[];
}

/** Why an edition cannot be read at all. */
export interface UnreadEdition {
  readonly register: CaseRegister;
  readonly problems: readonly FormatProblem[];
}

/** With what an import is planned. */
export interface Planning {
  readonly stored: StoredCase;
  readonly files: RegisterFiles;
  readonly named: string | undefined;
  readonly stated: StatedTime | null;
}

/**
 * Plans the import of an edition: read, compared with the one before, and what it would put on the
 * record held against the record and the texts, as if it stood there already. Nothing is written.
 *
 * @throws {MisuseError} and `RegisterUnfit`, as `readCaseRegister` does.
 */
export async function planEditionImport(
  given: GivenEdition,
  { stored, files, named, stated }: Planning,
  io: Io,
): Promise<ImportOfEdition | UnreadEdition> {
  const register = await readCaseRegister(files, stored, named);
  const read = readEdition(given.bytes, given.extension, register.mapping);
  if (!read.ok) return { register, problems: read.problems };
  const sha256 = sha256Of(given.bytes);
  const file = `registers/${register.id}/${sha256}.${given.extension}`;
  const ids = new Set<string>(
    [...stored.entries, ...stored.registers.map(({ entry }) => entry)].map(({ id }) => id),
  );
  const when = stated?.moment ?? io.now();
  const zone = stored.case?.zone ?? register.mapping.zone;
  const plan = planEdition(
    register.mapping,
    register.editions.map(({ edition }) => edition),
    read.value,
    {
      register: register.id,
      file,
      sha256,
      mapping: register.mappingSha256,
      date: given.date,
      came: formatInZone(zone, when).slice(0, 10),
    },
    (id) => ids.has(id),
  );
  const isThere = register.editions.at(-1)?.entry.sha256 === sha256;
  const checked =
    isThere || plan.problems.length > 0
      ? { findings: [], entries: [] }
      : await checkPlanned(plan.entries, { stored, stated, file: "registers" }, io);
  const { rows, unread } = read.value;
  const warnings = [...changedMapping(register), ...read.warnings];
  return { register, sha256, file, isThere, plan, rows: rows.length, unread, warnings, ...checked };
}

/** What rows said was read by another mapping: a change may be the mapping's, not the publisher's. */
function changedMapping({ id, editions, mappingSha256 }: CaseRegister): readonly FormatProblem[] {
  const last = editions.at(-1)?.entry;
  if (last === undefined || last.mapping === mappingSha256) return [];
  const message = `registers/${id}.json is not the mapping by which ${last.id} was recorded.`;
  const remedy = "Both editions are read by it now; look at what is changed with that in mind.";
  const place = { sheet: null, row: null, column: null };
  return [{ ...place, code: "mapping-changed", severity: "warning", message, remedy }];
}
