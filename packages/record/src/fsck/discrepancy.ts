import type { Discrepancy } from "../examination.ts";
import type { FsckFinding } from "./fsck.ts";

const KEEP = "Keep the store as it is; compare the entry with a bundle, a backup or another party.";
const REBUILD = "It is no part of the record: proviso fsck --rebuild computes it again.";

/** Says a discrepancy in words, with the table in which it lies. */
export function discrepancyFinding(found: Discrepancy): FsckFinding {
  switch (found.kind) {
    case "top-altered":
    case "top-missing": {
      const what = found.kind === "top-altered" ? "is another than" : "is missing among";
      const message = `The hash ${found.index} at level ${found.level} ${what} those of the leaves.`;
      return finding(found.kind, "tops", null, message, REBUILD);
    }
    case "checkpoint-malformed":
    case "checkpoint-mismatch":
    case "checkpoint-ahead": {
      const message = `Checkpoint ${found.serial}, of ${found.size} entries, ${SAID[found.kind]}.`;
      return finding(found.kind, "checkpoints", null, message, KEEP);
    }
    default: {
      const message = `Entry ${found.position}: ${SAID[found.kind]}.`;
      return finding(found.kind, TABLES[found.kind], found.position, message, KEEP);
    }
  }
}

type OfEntry = Exclude<Discrepancy["kind"], `top-${string}` | `checkpoint-${string}`>;

const SAID: Readonly<Record<Exclude<Discrepancy["kind"], `top-${string}`>, string>> = {
  "leaf-missing": "its leaf is missing",
  "leaf-malformed": "its leaf is none",
  "leaf-misplaced": "its leaf says another position",
  "received-before": "its leaf says that it was received before the one before it",
  "envelope-missing": "its envelope is missing",
  "envelope-altered": "its envelope is not the one that its leaf commits to",
  "envelope-beyond": "it has an envelope, and no leaf",
  "label-altered": "it is kept under another label than its leaf says",
  "key-missing": "its idempotency key is missing",
  "checkpoint-malformed": "is no checkpoint of this log",
  "checkpoint-mismatch": "signs another history",
  "checkpoint-ahead": "signs more entries than there are",
};

const TABLES: Readonly<Record<OfEntry, string>> = {
  "leaf-missing": "leaves",
  "leaf-malformed": "leaves",
  "leaf-misplaced": "leaves",
  "received-before": "leaves",
  "envelope-missing": "envelopes",
  "envelope-altered": "envelopes",
  "envelope-beyond": "envelopes",
  "label-altered": "envelopes",
  "key-missing": "idempotency_keys",
};

function finding(
  code: Discrepancy["kind"],
  file: string,
  position: number | null,
  message: string,
  remedy: string,
): FsckFinding {
  return { severity: "error", code, file, position, entry: null, message, remedy };
}
