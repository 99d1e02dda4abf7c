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

/** The texts of a case and when each comes into force, as its whole record has it. */
export interface Codex {
  readonly agreement: AgreementText;
  /** In the order of their adoption; what nothing adopts comes first. */
  readonly adoptions: readonly Adoption[];
}

/**
 * Orders the texts of a case by their adoption (ADR 0013).
 *
 * The agreement always stands. A reading stands from its adoption, or from the beginning where no
 * entry ever adopts it. An amendment stands only once adopted.
 *
 * @returns `null` where there is no agreement among the texts.
 */
export function codexOf(texts: readonly Text[], entries: readonly Entry[]): Codex | null {
  const agreement = texts.find((text) => text.kind === "agreement");
  if (agreement === undefined) return null;
  const byFile = new Map(texts.map((text) => [text.file, text]));
  const adopted: Adoption[] = [];
  entries.forEach((entry, position) => {
    const text = entry.kind === "amendment" ? byFile.get(entry.adopts) : undefined;
    if (text !== undefined) adopted.push(adoption(text, entry as Amendment, position));
  });
  const adoptedIds = new Set(adopted.map(({ text }) => text.id));
  const standing = texts.filter(
    (text) => text.kind === "agreement" || (text.kind === "reading" && !adoptedIds.has(text.id)),
  );
  return {
    agreement,
    adoptions: [
      ...standing.map((text) => adoption(text, null, -1)),
      ...adopted
        .filter(({ text }) => text.kind !== "agreement")
        .sort((one, other) => one.from - other.from || one.position - other.position),
    ],
  };
}

function adoption(text: Text, entry: Amendment | null, position: number): Adoption {
  const from = entry?.from ?? BEGINNING;
  return { text, entry: entry?.id ?? null, by: entry?.by ?? null, from, position };
}

/** The text in force at a moment under a reading: base texts with their amendments folded in. */
export function editionAt(codex: Codex, query: EditionQuery): Edition {
  const adoptions = inForce(codex, query);
  const declarations = new Map<Id, Declared>();
  const requirements = new Map<Id, Required>();
  const levels = new Map<Id, Map<Id, Required>>();
  for (const { text } of byPrecedence(adoptions)) fold(text, declarations, requirements, levels);
  const reading = adoptions.find(({ text }) => text.kind === "reading")?.text ?? null;
  return {
    key: adoptions.map(({ text }) => text.id).join("+"),
    agreement: codex.agreement,
    reading: reading as ReadingText | null,
    adoptions,
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
  const adoptions = all.map((text, position) => adoption(text, null, position));
  return editionAt(
    { agreement, adoptions },
    {
      asOf: BEGINNING,
      knownAt: all.length as Position,
      reading: reading?.id ?? null,
      under: null,
    },
  );
}

function inForce(codex: Codex, query: EditionQuery): readonly Adoption[] {
  const last = codex.adoptions.find(({ text }) => text.id === query.under);
  const stands = ({ from, position }: Adoption) =>
    last === undefined
      ? from <= query.asOf && position < query.knownAt
      : from < last.from || (from === last.from && position <= last.position);
  const concerns = ({ text }: Adoption) =>
    text.kind === "agreement" ||
    (text.kind === "reading" ? text.id === query.reading : isOf(text, codex, query.reading));
  return codex.adoptions.filter((one) => stands(one) && concerns(one));
}

function isOf(text: AmendmentText, codex: Codex, reading: Id | null): boolean {
  return text.of === codex.agreement.id || text.of === reading;
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
