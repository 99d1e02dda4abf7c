import type { Entry, Instant, Text } from "@proviso/core";
import type { Refusal } from "@proviso/core/fault";
import { checkReferences, isJudged, type RecordEntry, referencesOf } from "@proviso/record";
import { RefusedEntry } from "@proviso/record/writing";

/** An entry that has passed the gate and is about to be kept. */
export interface FreshEntry {
  readonly entry: RecordEntry;
  readonly isLabelled: boolean;
  /** SHA-256 of what was signed: what it is known by in a request. */
  readonly digest: string;
}

/** What fresh entries are held against. */
export interface Against {
  readonly texts: readonly Text[];
  /** SHA-256 of a text of the case by its file; `null` where there is no such file. */
  readonly digestOf: (file: string) => string | null;
  /** Whether the bytes of an attachment are in the case. */
  readonly isThere: (sha256: string) => boolean;
  /** SHA-256 of the files that come in the same request. */
  readonly coming: readonly string[];
}

/** An entry that the gate takes and that would keep its case from being judged. */
export class UnfitEntry extends RefusedEntry {
  /** SHA-256 of what was signed. */
  readonly digest: string;

  constructor(refusal: Refusal, digest: string) {
    super(refusal);
    this.name = "UnfitEntry";
    this.digest = digest;
  }
}

/**
 * The entries of a case as far as new ones are held against them: what `proviso record` finds by
 * composing the whole case anew, found here for the new entries alone.
 */
export class StandingCase {
  /** Ids of the entries in the open that the judge judges by: no other may be referred to by one. */
  readonly #judged = new Set<string>();
  /** The first entry that found each place, and that reported each subject of an activity. */
  readonly #declaring = new Map<string, Entry>();
  #newest: Instant | null = null;

  /** Takes in entries in the open, in record order. */
  take(entries: readonly RecordEntry[]): void {
    for (const entry of entries) {
      if (!isJudged(entry)) continue;
      this.#judged.add(entry.id);
      this.#newest = entry.known;
      const declares = declaredBy(entry);
      if (declares !== null && !this.#declaring.has(declares)) this.#declaring.set(declares, entry);
    }
  }

  /**
   * Passes where a case with these entries can still be judged.
   *
   * @throws {UnfitEntry}
   */
  requireFit(fresh: readonly FreshEntry[], against: Against): void {
    requireFiles(fresh, against);
    const ids = new Set<string>();
    let newest = this.#newest;
    for (const one of fresh) {
      requireKind(one);
      const { entry, isLabelled } = one;
      if (!isJudged(entry)) continue;
      if (newest !== null && entry.known < newest) throw unfit(one, "known-decreases");
      if (isLabelled) continue;
      for (const { path, to } of referencesOf(entry)) {
        if (this.#judged.has(to) || ids.has(to)) continue;
        throw unfit(one, "unknown-entry", `"${path}" refers to ${to}, which is not judged.`);
      }
      requireAdopted(one, against);
      ids.add(entry.id);
      newest = entry.known;
    }
    this.#requireDeclared(fresh, against.texts);
  }

  #requireDeclared(fresh: readonly FreshEntry[], texts: readonly Text[]): void {
    const before = [...this.#declaring.values()];
    const judged = fresh.flatMap((one) =>
      isJudged(one.entry) ? [{ ...one, judged: one.entry }] : [],
    );
    const entries = [...before, ...judged.map((one) => one.judged)];
    const lines = entries.map((_, at) => at);
    for (const found of checkReferences({ file: "", entries, lines }, texts)) {
      const one = judged[(found.line ?? 0) - before.length];
      if (one !== undefined) throw new UnfitEntry(found, one.digest);
    }
  }
}

/** What later entries may speak of because this one says it; `null` where there is nothing. */
function declaredBy(entry: Entry): string | null {
  if (entry.kind !== "observation") return null;
  const { report } = entry;
  const claim = report.kind === "statement" ? report.claim : report;
  if (claim?.kind === "presence" && claim.placeKind !== null) return `place ${claim.place}`;
  if (claim?.kind === "activity") return `activity ${claim.activity} ${claim.subject}`;
  return null;
}

/** Kinds that come with documents of their own, which have no place in a request. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  documents: "Files are bound as they come: proviso import, or proviso record --with FILE.",
  "register-edition": "Import the register as a whole: proviso import register FILE.",
  "register-change": "Import the register as a whole: proviso import register FILE.",
  opening: "Open it where its document is: proviso open CASE.",
};

function requireKind(one: FreshEntry): void {
  const remedy = ELSEWHERE[one.entry.kind];
  if (remedy === undefined) return;
  const message = `Entries of kind ${one.entry.kind} are not taken over HTTP.`;
  throw new UnfitEntry({ code: "kind-elsewhere", message, remedy }, one.digest);
}

function requireAdopted(one: FreshEntry, { digestOf }: Against): void {
  const { entry } = one;
  if (entry.kind !== "amendment") return;
  const digest = digestOf(entry.adopts);
  if (digest === null) throw unfit(one, "missing-file", `${entry.adopts} is not in the case.`);
  if (digest === entry.sha256) return;
  throw unfit(one, "hash-mismatch", `The SHA-256 of ${entry.adopts} is ${digest}.`);
}

/** Files and the entries that name them come together, and every one of them is named. */
function requireFiles(fresh: readonly FreshEntry[], { isThere, coming }: Against): void {
  const named = new Set<string>();
  for (const one of fresh) {
    const { entry, isLabelled } = one;
    if (entry.kind !== "observation") continue;
    for (const { sha256, name } of entry.attachments) {
      if (isLabelled && coming.includes(sha256)) throw unfit(one, "file-under-label");
      if (!isThere(sha256) && !coming.includes(sha256)) {
        const message = `The bytes of its attachment "${name}" (${sha256}) are not here.`;
        throw unfit(one, "attachment-missing", message);
      }
      named.add(sha256);
    }
  }
  const stray = coming.find((sha256) => !named.has(sha256));
  if (stray === undefined) return;
  throw new RefusedEntry({
    code: "file-unnamed",
    message: `No entry of the request names the file with the SHA-256 ${stray}.`,
    remedy: "Send a file with the entry that names it as an attachment.",
  });
}

const WORDS = {
  "known-decreases": [
    "It was known before the newest entry of the record.",
    "Leave out when it was made, or state a later time: order is the record's.",
  ],
  "unknown-entry": ["", "Write the id of an earlier entry that everyone may read."],
  "missing-file": ["", "Put the text into the case first: proviso record --with FILE."],
  "hash-mismatch": ["", "Adopt the text as it is in the case."],
  "attachment-missing": ["", "Send the file in the same request."],
  "file-under-label": [
    "Files are kept in the open, and this entry is for the readers of a compartment.",
    "Send it without the file, which can then be handed on by other means.",
  ],
} as const;

function unfit(one: FreshEntry, code: keyof typeof WORDS, what?: string): UnfitEntry {
  const [message, remedy] = WORDS[code];
  return new UnfitEntry({ code, message: what ?? message, remedy }, one.digest);
}
