import type { Accepted } from "../envelope/index.ts";
import { type Sha256, toHex } from "../log/index.ts";
import { type BundleFinding, noted, wrong } from "./finding.ts";
import { type BundleFiles, DOCUMENTS } from "./layout.ts";

/** Holds the texts and attachments of a bundle against the entries that name their SHA-256. */
export function documentFindings(
  files: BundleFiles,
  accepted: readonly Accepted[],
  hash: Sha256,
): readonly BundleFinding[] {
  return accepted.flatMap(({ statement: { entry }, position }) => {
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
