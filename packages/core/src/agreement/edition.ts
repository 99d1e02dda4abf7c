import type { EntryId, Id, Position } from "../evidence/index.ts";
import { BEGINNING, type Instant } from "../time/index.ts";
import type { Requirement } from "./clause.ts";
import type { Declaration } from "./declaration.ts";
import type { Amendment, Entry } from "./entry.ts";
import type { AgreementText, AmendmentText, ReadingText, Text } from "./text.ts";

/** A text and the entry that brought it into force. */
export interface Adoption {
  readonly text: Text;
  /** `null` where nothing on the record adopts it and it stands from the beginning. */
  readonly entry: EntryId | null;
  readonly by: Id | null;
  readonly from: Instant;
  readonly position: number;
}

/** Something declared, with the text that it comes from. */
export interface Declared<Kind = Declaration> {
  readonly declaration: Kind;
  readonly text: Id;
}

/** The one consolidated text in force at a moment, each part with its source. */
export interface Edition {
  /** The ids of the texts that make it, in order: equal keys are equal editions. */
  readonly key: string;
  readonly agreement: AgreementText;
  readonly reading: ReadingText | null;
  readonly adoptions: readonly Adoption[];
  readonly declarations: ReadonlyMap<Id, Declared>;
  /** What verifies each clause, by the clause. */
  readonly requirements: ReadonlyMap<Id, Required>;
  /** What each level of a ladder asks, by the clause and the level. */
  readonly levels: ReadonlyMap<Id, ReadonlyMap<Id, Required>>;
}

/** A requirement, with the text that it comes from. */
export interface Required {
  readonly requirement: Requirement;
  readonly text: Id;
}

/** What decides which texts are in force. */
export interface EditionQuery {
  readonly asOf: Instant;
  readonly knownAt: Position;
  readonly reading: Id | null;
  /** The texts as they stood just after this one was adopted, whatever the moment. */
  readonly under: Id | null;
}

/** An entry of the record that adopts a text of the case. */
export interface PlacedAmendment {
  readonly entry: Amendment;
  readonly text: Text;
  readonly position: number;
  /** The position at which it was withdrawn; `null` where it stands. */
  readonly fell: number | null;
}

/** The texts of a case and the entries that adopt them, as its whole record has them. */
export interface Codex {
  readonly agreement: AgreementText;
  readonly texts: readonly Text[];
  /** The texts that stand from the beginning: the agreement, and readings that nothing adopts. */
  readonly unadopted: readonly Text[];
  /** In record order. */
  readonly amendments: readonly PlacedAmendment[];
}

/**
 * Brings together the texts of a case and what adopts them (ADR 0013).
 *
 * The agreement always stands. A reading stands from its adoption, or from the beginning where no
 * entry ever adopts it. An amendment stands only once adopted, by whoever may (ADR 0138).
 *
 * @returns `null` where there is no agreement among the texts.
 */
export function codexOf(texts: readonly Text[], entries: readonly Entry[]): Codex | null {
  const agreement = texts.find((text) => text.kind === "agreement");
  if (agreement === undefined) return null;
  const byFile = new Map(texts.map((text) => [text.file, text]));
  const amendments: { entry: Amendment; text: Text; position: number; fell: number | null }[] = [];
  const byId = new Map<EntryId, (typeof amendments)[number]>();
  entries.forEach((entry, position) => {
    if (entry.kind === "withdrawal") {
      const fallen = byId.get(entry.of);
      // Only whoever adopted it takes it back, or the keeper of the record, citing that.
      const may = entry.author === undefined || entry.author === fallen?.entry.by;
      if (fallen !== undefined && may) fallen.fell ??= position;
    }
    const text = entry.kind === "amendment" ? byFile.get(entry.adopts) : undefined;
    if (text === undefined || text.kind === "agreement") return;
    const placed = { entry: entry as Amendment, text, position, fell: null };
    amendments.push(placed);
    byId.set(entry.id, placed);
  });
  const adopted = new Set(amendments.map(({ text }) => text.id));
  const unadopted = texts.filter(
    (text) => text.kind === "agreement" || (text.kind === "reading" && !adopted.has(text.id)),
  );
  return { agreement, texts, unadopted, amendments };
}

/** The text in force under a reading, of adoptions in their order: amendments folded in. */
export function editionOfAdoptions(
  agreement: AgreementText,
  adoptions: readonly Adoption[],
  query: EditionQuery,
): Edition {
  const standing = inForce(agreement, adoptions, query);
  const declarations = new Map<Id, Declared>();
  const requirements = new Map<Id, Required>();
  const levels = new Map<Id, Map<Id, Required>>();
  for (const { text } of byPrecedence(standing)) fold(text, declarations, requirements, levels);
  const reading = standing.find(({ text }) => text.kind === "reading")?.text ?? null;
  return {
    key: standing.map(({ text }) => text.id).join("+"),
    agreement,
    reading: reading as ReadingText | null,
    adoptions: standing,
    declarations,
    requirements,
    levels,
  };
}

/**
 * The edition that some texts make together, adopted or not: the agreement, the first reading among
 * them, and every amendment to either, in the order given.
 *
 * @returns `null` where there is no agreement among the texts.
 */
export function editionOfAll(texts: readonly Text[]): Edition | null {
  const agreement = texts.find((text) => text.kind === "agreement");
  if (agreement === undefined) return null;
  const reading = texts.find((text) => text.kind === "reading");
  const amendments = texts.filter((text) => text.kind === "amendment");
  const all = [agreement, ...(reading === undefined ? [] : [reading]), ...amendments];
  const adoptions = all.map((text, position): Adoption => {
    return { text, entry: null, by: null, from: BEGINNING, position };
  });
  return editionOfAdoptions(agreement, adoptions, {
    asOf: BEGINNING,
    knownAt: all.length as Position,
    reading: reading?.id ?? null,
    under: null,
  });
}

function inForce(
  agreement: AgreementText,
  adoptions: readonly Adoption[],
  query: EditionQuery,
): readonly Adoption[] {
  const last = adoptions.find(({ text }) => text.id === query.under);
  const stands = ({ from, position }: Adoption) =>
    last === undefined
      ? from <= query.asOf && position < query.knownAt
      : from < last.from || (from === last.from && position <= last.position);
  const concerns = ({ text }: Adoption) =>
    text.kind === "agreement" ||
    (text.kind === "reading" ? text.id === query.reading : isOf(text, agreement, query.reading));
  return adoptions.filter((one) => stands(one) && concerns(one));
}

function isOf(text: AmendmentText, agreement: AgreementText, reading: Id | null): boolean {
  return text.of === agreement.id || text.of === reading;
}

// A reading lies on top of what was agreed, as amended, whichever came first (section 6).
function byPrecedence(adoptions: readonly Adoption[]): readonly Adoption[] {
  const agreement = adoptions[0]?.text.id;
  const ofAgreement = ({ text }: Adoption) =>
    text.kind === "agreement" || (text.kind === "amendment" && text.of === agreement);
  return [...adoptions.filter(ofAgreement), ...adoptions.filter((one) => !ofAgreement(one))];
}

function fold(
  text: Text,
  declarations: Map<Id, Declared>,
  requirements: Map<Id, Required>,
  levels: Map<Id, Map<Id, Required>>,
): void {
  const declare = (declaration: Declaration) =>
    declarations.set(declaration.id, { declaration, text: text.id });
  const require = (requirement: Requirement) => {
    const { clause, level } = requirement;
    const required = { requirement, text: text.id };
    if (level === null) requirements.set(clause, required);
    else levels.set(clause, new Map(levels.get(clause)).set(level, required));
  };
  if (text.kind !== "amendment") {
    text.declarations.forEach(declare);
    text.requirements.forEach(require);
    return;
  }
  for (const op of text.ops) {
    switch (op.op) {
      case "add":
      case "replace":
        declare(op.declaration);
        break;
      case "require":
      case "raise":
      case "lower":
        require(op.requirement);
        break;
      case "repeal":
        declarations.delete(op.id);
        requirements.delete(op.id);
        levels.delete(op.id);
        break;
    }
  }
}
