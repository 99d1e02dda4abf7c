import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { codexOf, editionAt, type Protocol, protocolsOf } from "@proviso/core";
import { type FormSettings, writeXlsForm, xlsFormSheets } from "@proviso/formats";
import { FROM_HELP, FROM_OPTIONS } from "../../case/case-source.ts";
import { INQUIRY_HELP, INQUIRY_OPTIONS, readInquiry } from "../../case/inquiry.ts";
import { openToJudge, SKIP_HELP } from "../../case/judged-case.ts";
import { EXIT, MisuseError } from "../../io.ts";
import { JSON_VERSION } from "../../json/assessment-json.ts";
import { readCall, type Verb } from "../../verb.ts";

const HELP = `proviso export xlsform cuba-1962 --out forms.xlsx
proviso export xlsform cuba-1962 removal/1 --out removal.xlsx

Writes what an agreement asks of inspectors as an XLSForm, which KoboToolbox and ODK take as it is.
It is made from the agreement's own conditions: it asks what they let observers learn, when it was
seen and how well, and nothing else. What is filled in comes back: proviso import submissions.

  --out FILE         the form; an .xlsx that is not there yet
${INQUIRY_HELP}${SKIP_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md

It ends with 0 where it is written, 1 where the case has errors, 2 where the call is wrong.
`;

/** `proviso export xlsform CASE [PROTOCOL]`: a form for those who collect with Kobo or ODK. */
export const exportXlsForm: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      ...FROM_OPTIONS,
      ...INQUIRY_OPTIONS,
      out: { type: "string" },
      "skip-invalid": { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["CASE", "[PROTOCOL]"]);
    const [name = "", only] = words;
    const { out } = typed;
    if (out === undefined)
      throw new MisuseError("--out is missing.", "Write: CASE --out FILE.xlsx.");
    const judged = await openToJudge(name, typed["skip-invalid"] === true, io, typed);
    if (judged === null) return EXIT.found;
    const codex = codexOf(judged.texts, judged.entries);
    const edition = codex && editionAt(codex, readInquiry(judged, typed, io.now()));
    const protocols = chosen(edition === null ? [] : protocolsOf(edition), only);
    const { id, title } = judged.metadata;
    const settings = versioned(protocols, {
      case: id,
      title: titleOf(title, protocols),
      version: "",
    });
    const bytes = writeXlsForm(protocols, settings);
    await written(out, bytes);
    const list = protocols.map((one) => one.id);
    io.out(
      typed.json === true
        ? `${JSON.stringify({ v: JSON_VERSION, case: id, protocols: list, version: settings.version, out }, null, 2)}\n`
        : `${out}: ${list.length} of what inspectors may be asked (${list.join(", ")})\n`,
    );
    return EXIT.ok;
  },
};

function chosen(all: readonly Protocol[], only: string | undefined): readonly Protocol[] {
  const found = only === undefined ? all : all.filter(({ id }) => id === only);
  if (found.length > 0) return found;
  const there = all.map(({ id }) => id).join(", ");
  throw new MisuseError(
    only === undefined ? "The agreement asks nothing of inspectors." : `There is no ${only} in it.`,
    there === ""
      ? "A count, or how something is to be seen, makes a form."
      : `There are: ${there}.`,
  );
}

function titleOf(title: string, protocols: readonly Protocol[]): string {
  const [only, ...others] = protocols;
  return only !== undefined && others.length === 0 ? `${title}: ${only.title}` : title;
}

/** The version is the form's own hash: it changes when the form does, and only then. */
function versioned(protocols: readonly Protocol[], settings: FormSettings): FormSettings {
  const sheets = JSON.stringify(xlsFormSheets(protocols, settings));
  const version = createHash("sha256").update(sheets).digest("hex").slice(0, 12);
  return { ...settings, version };
}

async function written(out: string, bytes: Uint8Array): Promise<void> {
  if (!/\.xlsx$/i.test(out)) {
    throw new MisuseError(`${out} does not end in .xlsx.`, "Name a workbook: --out forms.xlsx.");
  }
  try {
    await writeFile(out, bytes, { flag: "wx" });
  } catch (cause) {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const message = isThere ? `${out} is there already.` : `${out} cannot be written.`;
    throw new MisuseError(message, "Name a file that is not there yet, in a folder that is.");
  }
}
