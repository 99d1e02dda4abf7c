import { createHash } from "node:crypto";
import { readdir, readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { Fault } from "@proviso/core/fault";
import {
  type Edition,
  extensionOf,
  type FormatProblem,
  type RegisterMapping,
  readEdition,
  readMapping,
} from "@proviso/formats";
import type { RegisterEdition, StoredCase } from "@proviso/record";
import type { CaseFiles } from "@proviso/record/kept";
import { MisuseError } from "../io.ts";

/** The files of a case, wherever it is kept. */
export interface RegisterFiles {
  /** The names of its registers: those that have a mapping. */
  readonly registers: readonly string[];
  /** A file by its name within the case; `null` where there is none. */
  readonly read: (file: string) => Promise<Uint8Array | null>;
}

/** A register of a case with everything that came of it so far. */
export interface CaseRegister {
  readonly id: string;
  readonly mapping: RegisterMapping;
  /** SHA-256 of the mapping. */
  readonly mappingSha256: string;
  /** The first one first. */
  readonly editions: readonly { readonly entry: RegisterEdition; readonly edition: Edition }[];
}

/** A file of the case that keeps the register from being compared. */
export class RegisterUnfit extends Fault<"register-unfit"> {
  readonly file: string;
  readonly problems: readonly FormatProblem[];

  constructor(file: string, problems: readonly FormatProblem[]) {
    super("register-unfit", problems[0]?.message ?? file, problems[0]?.remedy ?? "Correct it.");
    this.file = file;
    this.problems = problems;
  }
}

const MAPPING = /^registers\/([\p{L}\p{N}_][\p{L}\p{N}._-]*)\.json$/u;

/** The files of a kept case. */
export function keptRegisterFiles(files: CaseFiles): RegisterFiles {
  return {
    registers: [...files.keys()].flatMap((file) => MAPPING.exec(file)?.[1] ?? []).sort(),
    read: async (file) => files.get(file)?.bytes ?? null,
  };
}

/** The files of a case folder; nothing outside it is read, wherever its links point. */
export async function folderRegisterFiles(folder: string): Promise<RegisterFiles> {
  const root = await realpath(folder);
  const names = await readdir(join(root, "registers")).catch(() => []);
  return {
    registers: names.flatMap((name) => MAPPING.exec(`registers/${name}`)?.[1] ?? []).sort(),
    read: async (file) => {
      const path = await realpath(join(root, file)).catch(() => null);
      if (path === null || !path.startsWith(root + sep)) return null;
      return new Uint8Array(await readFile(path).catch(() => Buffer.alloc(0)));
    },
  };
}

/**
 * Reads a register of a case: its mapping, and every edition that its record names.
 *
 * @param named - the register; it may be left out where the case has just one.
 * @throws {MisuseError} where there is none of that name, and `RegisterUnfit` where a file of it is
 *   missing, altered or cannot be read.
 */
export async function readCaseRegister(
  files: RegisterFiles,
  { registers }: Pick<StoredCase, "registers">,
  named: string | undefined,
): Promise<CaseRegister> {
  const id = registerNamed(files.registers, named);
  const file = `registers/${id}.json`;
  const bytes = (await files.read(file)) ?? new Uint8Array();
  const read = readMapping(utf8(bytes, file));
  if (!read.ok) throw new RegisterUnfit(file, read.problems);
  const entries = registers.flatMap(({ entry }) => {
    return entry.kind === "register-edition" && entry.register === id ? [entry] : [];
  });
  const editions: { readonly entry: RegisterEdition; readonly edition: Edition }[] = [];
  for (const entry of entries) {
    editions.push({ entry, edition: await readKeptEdition(files, entry, read.value) });
  }
  return { id, mapping: read.value, mappingSha256: sha256Of(bytes), editions };
}

/** SHA-256, 64 hexadecimal digits. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function registerNamed(there: readonly string[], named: string | undefined): string {
  const list = there.length === 0 ? "it has none" : there.join(", ");
  if (named !== undefined && there.includes(named)) return named;
  const [only, ...others] = there;
  if (named === undefined && only !== undefined && others.length === 0) return only;
  throw new MisuseError(
    named === undefined
      ? `The case has not just one register: ${list}.`
      : `The case has no register ${named}: ${list}.`,
    only === undefined
      ? "Write its mapping first, registers/NAME.json: docs/registers.md says how."
      : `Name one: --register ${only}.`,
  );
}

async function readKeptEdition(
  files: RegisterFiles,
  { file, sha256 }: RegisterEdition,
  mapping: RegisterMapping,
): Promise<Edition> {
  const bytes = await files.read(file);
  const extension = extensionOf(file);
  if (bytes === null || extension === null) {
    throw unfit(file, "is not with the case", "Put the edition back as it came.");
  }
  if (sha256Of(bytes) !== sha256) {
    throw unfit(file, "is not the edition that was recorded", "Put it back as it came.");
  }
  const read = readEdition(bytes, extension, mapping);
  if (read.ok) return read.value;
  throw new RegisterUnfit(file, read.problems);
}

function unfit(file: string, what: string, remedy: string): RegisterUnfit {
  const place = { sheet: null, row: null, column: null };
  const message = `${file} ${what}.`;
  return new RegisterUnfit(file, [
    { ...place, code: "edition-unfit", severity: "error", message, remedy },
  ]);
}

function utf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unfit(file, "is not UTF-8", "Save it as UTF-8.");
  }
}
