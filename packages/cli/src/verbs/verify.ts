import { nodeEd25519, nodeHash } from "@proviso/record";
import { type BundleReport, type BundleTrust, verifyBundle } from "@proviso/record/bundle";
import { readBundleFolder } from "@proviso/record/bundle-folder";
import { LogError, MAX_POLICY_BYTES, parseNoteKey, parsePolicy } from "@proviso/record/log";
import { EXIT, type Io, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import type { Json } from "../json/clause-json.ts";
import {
  countFindings,
  hasErrors,
  recordFindingJson,
  showRecordFindings,
} from "../show/record-findings.ts";
import { readNotes, readShort } from "../store/heads.ts";
import { openLabelWith } from "../store/open-label.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso verify cuba-1962-bundle --policy witnesses.policy --max-age 48

Checks a bundle from its files alone: every leaf, the root, the checkpoint's signatures, every
entry's signatures by the keys at its position, what devices signed, countersignatures, texts and
attachments. Names everything that does not agree: file, entry, what.

  --log-key KEY      the log's key, as you had it from elsewhere
  --policy FILE      the logs you believe, and how many witnesses must have cosigned (C2SP tlog-policy)
  --max-age HOURS    with --policy: cosignatures that are older do not count
  --held FILE        a checkpoint of this log that you have had; may be given again and again
  --identity FILE    an age identity, to check what is under its labels too
  --json             the documented shape, docs/cli-json.md

Without --log-key and --policy a bundle vouches for itself: a whole record that was made up is found
by neither its signatures nor its root. It ends with 0 where all agrees, 1 where something does not,
2 where the call is wrong.
`;

/** `proviso verify`: a bundle, offline. */
export const verify: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      "log-key": { type: "string" },
      policy: { type: "string" },
      "max-age": { type: "string" },
      held: { type: "string", multiple: true },
      identity: { type: "string", multiple: true },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["DIR"]);
    const [folder = ""] = words;
    const trust: BundleTrust = {
      ed25519: nodeEd25519,
      hash: nodeHash,
      policy: typed.policy === undefined ? null : await readPolicy(typed.policy),
      logKey: typed["log-key"] === undefined ? null : keyOrMisuse(typed["log-key"]),
      held: await readNotes(typed.held ?? []),
      ...(await openLabelWith(typed.identity)),
      ...ageLimit(typed["max-age"], typed.policy !== undefined, io),
    };
    const read = await readBundleFolder(folder);
    const verified = await verifyBundle(read.files, trust);
    const report = { ...verified, findings: [...read.findings, ...verified.findings] };
    io.out(typed.json === true ? jsonOf(report, folder) : textOf(io, report, folder));
    return hasErrors(report.findings) ? EXIT.found : EXIT.ok;
  },
};

function ageLimit(typed: string | undefined, hasPolicy: boolean, io: Io) {
  if (typed === undefined) return {};
  const hours = Number(typed);
  if (!(hours > 0) || !hasPolicy) {
    const message = hasPolicy
      ? `--max-age "${typed}" is no number of hours.`
      : "--max-age is alone.";
    throw new MisuseError(message, "Write --policy FILE --max-age 48.");
  }
  return { notBefore: Math.floor(io.now() / 1000 - hours * 3600) };
}

async function readPolicy(path: string) {
  const bytes = await readShort(path, MAX_POLICY_BYTES);
  return logOrMisuse(() => parsePolicy(bytes));
}

/** Reads a verifier key that was typed. */
export function keyOrMisuse(typed: string) {
  return logOrMisuse(() => parseNoteKey(typed.trim()));
}

/** Reads what a call gives; what cannot be read makes the call a wrong one. */
export function logOrMisuse<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof LogError) throw new MisuseError(error.message, error.remedy);
    throw error;
  }
}

const TRUST: Readonly<Record<BundleReport["trust"], string>> = {
  policy: "the policy that you gave",
  "given-key": "the log's key that you gave",
  "own-word": "the bundle's own word: give --log-key or --policy to hold it to more",
};

function textOf(io: Io, report: BundleReport, folder: string): string {
  const { head, trust, cosigned, unread, findings } = report;
  const lines = [
    ...(head === null ? [] : [`${head.case}, log ${head.origin}`, `${head.size} entries`]),
    ...(unread === 0 ? [] : [`${unread} of them under a label, and not read`]),
    `Believed by ${TRUST[trust]}`,
    ...(cosigned.length === 0 ? [] : [`Cosigned by ${cosigned.join(", ")}`]),
    "",
  ];
  const said = showRecordFindings(io, findings, folder);
  return `${lines.join("\n")}${said === "" ? "" : `\n${said}`}\n${countFindings(findings)}\n`;
}

function jsonOf({ head, trust, cosigned, unread, findings }: BundleReport, folder: string): string {
  const answer: Json = {
    v: JSON_VERSION,
    folder,
    case: head?.case ?? null,
    origin: head?.origin ?? null,
    size: head?.size ?? null,
    root: head?.root ?? null,
    trust,
    cosigned,
    unread,
    findings: findings.map(recordFindingJson),
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
