import {
  type BindingDiscrepancy,
  type Bindings,
  bindingDiscrepancies,
  bindsItsFiles,
  type RecordEntry,
} from "../../entries/index.ts";
import { type Sha256, toHex } from "../../log/index.ts";
import { type BundleFinding, noted, wrong } from "./finding.ts";
import { type BundleFiles, DOCUMENTS } from "./layout.ts";

/** What a record says of the files of its case. */
export interface FilesOnRecord {
  /** What its entries bind them to. */
  readonly bindings: Bindings;
  /** The entries that name files themselves. */
  readonly naming: readonly NamingEntry[];
}

/** An entry that names files, and where it stands. */
export interface NamingEntry {
  readonly entry: RecordEntry;
  readonly position: number;
}

/** Whether an entry names files by their SHA-256: a text that it adopts, attachments. */
export function namesFiles(entry: RecordEntry): boolean {
  if (entry.kind === "amendment") return true;
  return entry.kind === "observation" && entry.attachments.length > 0;
}

/**
 * Holds the files of a bundle against the entries that bind them to the record or name their
 * SHA-256. In a record that was founded before files were bound, one that is not is remarked on.
 */
export function documentFindings(
  files: BundleFiles,
  { bindings, naming }: FilesOnRecord,
  hash: Sha256,
): readonly BundleFinding[] {
  const found = new Map(
    [...files].flatMap(([path, bytes]) => {
      return path.startsWith(DOCUMENTS)
        ? [[path.slice(DOCUMENTS.length), toHex(hash(bytes))] as const]
        : [];
    }),
  );
  const discrepancies = bindingDiscrepancies(bindings, found);
  const isWhole = bindsItsFiles(bindings);
  const wrongs = discrepancies.filter(({ kind }) => isWhole || kind !== "unbound");
  return [
    ...wrongs.map(sayDiscrepancy),
    ...(isWhole ? [] : unboundRemarks(discrepancies)),
    ...namedFindings(files, naming, hash),
  ];
}

function sayDiscrepancy({ file, kind, expected, found }: BindingDiscrepancy): BundleFinding {
  const path = `${DOCUMENTS}${file}`;
  switch (kind) {
    case "altered": {
      const message = `Its SHA-256 is ${found}; the record says ${expected}.`;
      return wrong("document-altered", path, message, "Take the file that the record binds.");
    }
    case "missing": {
      const message = `The record binds it, with SHA-256 ${expected}, and it is not here.`;
      return wrong("document-missing", path, message, "Ask for it, and compare its SHA-256.");
    }
    case "unbound": {
      const message = "No entry of the record binds it: nobody signed that it came.";
      return wrong("document-unbound", path, message, "Ask how it came; leave it out.");
    }
  }
}

/** Says once that a record does not bind its files, as those did not that were founded earlier. */
function unboundRemarks(discrepancies: readonly BindingDiscrepancy[]): readonly BundleFinding[] {
  const unbound = discrepancies.flatMap(({ kind, file }) => (kind === "unbound" ? [file] : []));
  if (unbound.length === 0) return [];
  const named = unbound.slice(0, 3).join(", ");
  const more = unbound.length > 3 ? ` and ${unbound.length - 3} more` : "";
  const message = `The record does not say what its files hold: ${named}${more}.`;
  const remedy = "Compare them with another party's; importing the case again binds them.";
  return [noted("document-unbound", DOCUMENTS, message, remedy)];
}

function namedFindings(
  files: BundleFiles,
  naming: readonly NamingEntry[],
  hash: Sha256,
): readonly BundleFinding[] {
  return naming.flatMap(({ entry, position }) => {
    const about = { position, entry: entry.id };
    switch (entry.kind) {
      case "amendment":
        return textFindings(files, entry.adopts, entry.sha256, hash, about);
      case "observation":
        return entry.attachments.flatMap(({ sha256 }) =>
          attachmentFindings(files, sha256, hash, about),
        );
      default:
        return [];
    }
  });
}

type About = Required<Parameters<typeof wrong>>[4];

function textFindings(
  files: BundleFiles,
  name: string,
  expected: string,
  hash: Sha256,
  about: About,
): readonly BundleFinding[] {
  const file = `${DOCUMENTS}${name}`;
  const bytes = files.get(file);
  if (bytes === undefined) {
    const message = `${about.entry} adopts this text, and it is not here.`;
    return [wrong("text-missing", file, message, "Take the bundle again, with it.", about)];
  }
  const found = toHex(hash(bytes));
  if (found === expected) return [];
  const message = `It is not the text that ${about.entry} adopted: its SHA-256 is ${found}.`;
  return [wrong("text-altered", file, message, "Take the text as it was adopted.", about)];
}

function attachmentFindings(
  files: BundleFiles,
  expected: string,
  hash: Sha256,
  about: About,
): readonly BundleFinding[] {
  const file = `${DOCUMENTS}attachments/${expected}`;
  const bytes = files.get(file);
  if (bytes === undefined) {
    const message = `${about.entry} names this attachment, and it is not here.`;
    const remedy = "Ask for it: without it the entry does not count.";
    return [noted("attachment-missing", file, message, remedy, about)];
  }
  if (toHex(hash(bytes)) === expected) return [];
  const message = `It is not the attachment that ${about.entry} names.`;
  return [wrong("attachment-altered", file, message, "Take the file that it names.", about)];
}
