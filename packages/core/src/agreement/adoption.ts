import type { EntryId, Id, Position } from "../evidence/index.ts";
import { BEGINNING, type Instant } from "../time/index.ts";
import type { Authority } from "./declaration.ts";
import {
  type Adoption,
  type Codex,
  type Edition,
  type EditionQuery,
  editionOfAdoptions,
  type PlacedAmendment,
} from "./edition.ts";
import type { Amendment } from "./entry.ts";
import type { Text } from "./text.ts";

/** An entry that adopts a text and has no effect, with the reason (semantics, section 8). */
export interface RefusedAdoption {
  readonly entry: EntryId;
  /** The text that it would have brought into force. */
  readonly text: Id;
  readonly from: Instant;
  readonly why: string;
}

/** The texts in force and the adoptions without effect, as known at a position. */
export interface Adoptions {
  /** In the order of their adoption; what nothing adopts comes first. */
  readonly standing: readonly Adoption[];
  readonly refused: readonly RefusedAdoption[];
}

/** The text in force at a moment under a reading: base texts with their amendments folded in. */
export function editionAt(codex: Codex, query: EditionQuery): Edition {
  // "Under 1189 alone" asks by a text whenever it was adopted.
  const knownAt = query.under === null ? query.knownAt : (Number.POSITIVE_INFINITY as Position);
  return editionOfAdoptions(codex.agreement, adoptionsAt(codex, knownAt).standing, query);
}

// What was worked out for one position serves all at which the same texts stand.
const made = new WeakMap<Codex, Map<string, Adoptions>>();

/**
 * The texts in force as known at a position, each adopted by whoever might, judged by the text in
 * force before it: a reading by its party, the common text by the authority named for it, or by
 * all parties, each adopting the same file, in force from the last.
 */
export function adoptionsAt(codex: Codex, knownAt: Position): Adoptions {
  const known = codex.amendments.filter(({ position }) => position < knownAt);
  const stands = ({ fell }: PlacedAmendment) => fell === null || fell >= knownAt;
  const key = known.map((one) => (stands(one) ? "+" : "-")).join("");
  const memo = made.get(codex) ?? new Map<string, Adoptions>();
  made.set(codex, memo);
  const before = memo.get(key);
  if (before !== undefined) return before;
  const refused: RefusedAdoption[] = [];
  const adopted: Adoption[] = [];
  for (const one of known) {
    const earlier = known.filter((other) => stands(other) && other.position <= one.position);
    const why = refusalOf(codex, one, earlier);
    const { entry, text, position } = one;
    // What was withdrawn has no effect; that it never had any does not disappear.
    if (why === null && !stands(one)) continue;
    if (why === null) {
      const by = { entry: entry.id, by: entry.by, from: fromOf(codex, one, earlier), position };
      adopted.push({ text, ...by });
    } else if (refusalOf(codex, one, known.filter(stands)) !== null) {
      // One that waited for the other parties waits no more once all have adopted it.
      refused.push({ entry: entry.id, text: text.id, from: entry.from, why });
    }
  }
  const found = { standing: ordered(codex, adopted), refused };
  memo.set(key, found);
  return found;
}

function ordered(codex: Codex, adopted: readonly Adoption[]): readonly Adoption[] {
  return [
    ...codex.unadopted.map((text): Adoption => {
      return { text, entry: null, by: null, from: BEGINNING, position: -1 };
    }),
    ...adopted
      .filter(({ text }) => text.kind !== "agreement")
      .sort((one, other) => one.from - other.from || one.position - other.position),
  ];
}

/** Why an adoption has no effect, by the text in force before it; `null` where it has. */
function refusalOf(
  codex: Codex,
  { entry, text, position }: PlacedAmendment,
  earlier: readonly PlacedAmendment[],
): string | null {
  const before = editionBefore(codex, text, entry.from, position as Position);
  const named = authoritiesFor(before, text);
  const by = named.find(({ id }) => id === entry.by);
  if (by !== undefined) return withoutApproval(by, entry, text);
  if (text.kind === "reading") return text.by === entry.by ? null : ofItsParty(text.id, text.by);
  if (text.kind !== "amendment") return null;
  const reading = codex.texts.find(({ id, kind }) => id === text.of && kind === "reading");
  if (reading?.kind === "reading") {
    return reading.by === entry.by ? null : ofItsParty(reading.id, reading.by);
  }
  const parties = partiesIn(before);
  if (!parties.includes(entry.by)) {
    return named.length === 0
      ? `${entry.by} may not amend the common text: all its parties together may`
      : `${entry.by} may not amend the common text: the text gives that to ${named.map(({ id }) => id).join(" or ")}`;
  }
  const same = earlier.filter((one) => isSameText(one, { entry, text }));
  const missing = parties.filter((party) => !same.some((one) => one.entry.by === party));
  return missing.length === 0 ? null : `it waits for ${missing.join(" and ")} to adopt it too`;
}

function ofItsParty(reading: Id, party: Id): string {
  return `the reading ${reading} is amended by its party, ${party}`;
}

function withoutApproval({ may }: Authority, entry: Amendment, text: Text): string | null {
  const powers = may.filter((power) => power.act === "amend" && concerns(power.of, text));
  const approvals = powers.map(({ withApprovalOf, from }) => {
    if (from !== null && entry.from < from)
      return `${entry.by} may amend it only from a later day on`;
    if (withApprovalOf === null) return null;
    if (entry.approvedBy === entry.by) return "its author may not approve it";
    return entry.approvedBy === withApprovalOf
      ? null
      : `it needs the approval of ${withApprovalOf}`;
  });
  return approvals.includes(null) ? null : (approvals[0] ?? null);
}

/** In force from the last of the parties, where it took them all. */
function fromOf(
  codex: Codex,
  { entry, text, position }: PlacedAmendment,
  earlier: readonly PlacedAmendment[],
): Instant {
  if (text.kind !== "amendment" || text.of !== codex.agreement.id) return entry.from;
  const before = editionBefore(codex, text, entry.from, position as Position);
  if (authoritiesFor(before, text).some(({ id }) => id === entry.by)) return entry.from;
  const parties = partiesIn(before);
  const same = earlier.filter(
    (one) => isSameText(one, { entry, text }) && parties.includes(one.entry.by),
  );
  return same.reduce((last, one) => Math.max(one.entry.from, last) as Instant, entry.from);
}

/** Whether two entries adopt the very same text: two files are two texts (section 8). */
function isSameText(
  one: Pick<PlacedAmendment, "entry" | "text">,
  other: Pick<PlacedAmendment, "entry" | "text">,
): boolean {
  return one.text.id === other.text.id && one.entry.sha256 === other.entry.sha256;
}

function editionBefore(codex: Codex, text: Text, from: Instant, position: Position): Edition {
  const { standing } = adoptionsAt(codex, position);
  const of = text.kind === "amendment" ? text.of : text.id;
  const reading = codex.texts.find(({ id, kind }) => id === of && kind === "reading");
  const query = { asOf: from, knownAt: position, reading: reading?.id ?? null, under: null };
  const edition = editionOfAdoptions(codex.agreement, standing, query);
  if (text.kind !== "reading") return edition;
  // A reading may name who adopts it; until it is adopted that is only its own word.
  return editionOfAdoptions(
    codex.agreement,
    [...standing, { text, entry: null, by: null, from: BEGINNING, position: -1 }],
    query,
  );
}

function authoritiesFor(edition: Edition, text: Text): readonly Authority[] {
  return [...edition.declarations.values()].flatMap(({ declaration }) =>
    declaration.kind === "authority" &&
    declaration.may.some(({ act, of }) => act === "amend" && concerns(of, text))
      ? [declaration]
      : [],
  );
}

function concerns(of: Id | null, text: Text): boolean {
  return of === null || of === (text.kind === "amendment" ? text.of : text.id);
}

function partiesIn(edition: Edition): readonly Id[] {
  return [...edition.declarations.values()].flatMap(({ declaration }) =>
    declaration.kind === "party" ? [declaration.id] : [],
  );
}
