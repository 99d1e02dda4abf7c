import type { TextPlace } from "@proviso/core";
import type { Entry } from "../generated/ast.ts";
import { ruleOf } from "../grammar/declaration-forms.ts";
import type { Token } from "../grammar/layout.ts";
import { type ParsedEntry, placeOf } from "../grammar/parse.ts";

/** What an id can stand for. */
export type SymbolKind =
  | "agreement"
  | "reading"
  | "amendment"
  | "party"
  | "state"
  | "body"
  | "group"
  | "instrument"
  | "item"
  | "term"
  | "open term"
  | "facility"
  | "place"
  | "place class"
  | "method"
  | "authority"
  | "course"
  | "undertaking"
  | "measure"
  | "assurance"
  | "option"
  | "question"
  /** Declared by a sentence that could not be read: it stands for anything, so as not to flood. */
  | "unreadable";

/** Something declared, as references find it. */
export interface DeclaredName {
  readonly id: string;
  readonly kind: SymbolKind;
  readonly title: string;
  readonly at: TextPlace;
  /** The passages of an instrument. */
  readonly passages: readonly string[];
  /** The levels of an undertaking that has a ladder. */
  readonly levels: readonly string[];
  /** The kind of a place; `area` for an area. */
  readonly placeKind: string | null;
  /**
   * The word that begins its declaration, where that could not be read whole: what else it says
   * is then not known. `null` where it could.
   */
  readonly unread: string | null;
}

const KIND_OF_TYPE = {
  PartyDecl: "party",
  BodyDecl: "body",
  GroupDecl: "group",
  InstrumentDecl: "instrument",
  ItemDecl: "item",
  FacilityDecl: "facility",
  AreaDecl: "place",
  PlaceDecl: "place",
  PlaceClassDecl: "place class",
  AuthorityDecl: "authority",
  CourseDecl: "course",
  QuestionDecl: "question",
  AgreementHead: "agreement",
  ReadingHead: "reading",
  AmendmentHead: "amendment",
} as const satisfies Partial<Record<Entry["$type"], SymbolKind>>;

/** What an entry of a file declares. */
export function namesOf(file: string, entry: ParsedEntry): readonly DeclaredName[] {
  const node = entry.node?.$type === "Addition" ? entry.node.declaration : entry.node;
  const read = node === null || node === undefined ? [] : namesOfNode(file, node);
  if (entry.sound) return read;
  const unread = declaringWordOf(entry.tokens);
  const known = new Set(read.map(({ id }) => id));
  const more = namesOfTokens(entry).filter(({ id }) => !known.has(id));
  return [...read, ...more].map((one) => ({ ...one, unread }));
}

function declaringWordOf([first, second]: readonly Token[]): string {
  const isAddition = first?.image === "add" || first?.image === "replace";
  return (isAddition ? second : first)?.image ?? "";
}

function namesOfNode(file: string, node: Entry): readonly DeclaredName[] {
  switch (node.$type) {
    case "StateList":
      return node.entries.flatMap((one) => name(file, one, "state"));
    case "MethodList":
      return node.entries.flatMap((one) => name(file, one, "method"));
    case "TermDecl":
      return name(file, node, node.open ? "open term" : "term");
    case "ClauseDecl":
      return name(file, node, node.kind, {
        levels: node.parts.flatMap((part) => (part.$type === "LevelsPart" ? part.levels : [])),
      });
    case "InstrumentDecl":
      return name(file, node, "instrument", {
        passages: node.parts.flatMap((part) =>
          part.$type === "PassagePart" && part.name !== undefined ? [part.name] : [],
        ),
      });
    case "AreaDecl":
      return name(file, node, "place", { placeKind: "area" });
    case "PlaceDecl":
      return name(file, node, "place", { placeKind: node.placeKind?.words.join(" ") ?? null });
    case "PartyDecl":
    case "BodyDecl":
    case "GroupDecl":
    case "ItemDecl":
    case "FacilityDecl":
    case "PlaceClassDecl":
    case "AuthorityDecl":
    case "CourseDecl":
    case "QuestionDecl":
    case "AgreementHead":
    case "ReadingHead":
    case "AmendmentHead":
      return name(file, node, KIND_OF_TYPE[node.$type]);
    default:
      return [];
  }
}

type Nameable = Extract<Entry, { name: string }> | { name: string; title?: unknown };

// What was read in spite of an error may lack any part, whatever its type says.
function name(
  file: string,
  node: Nameable & Parameters<typeof placeOf>[1],
  kind: SymbolKind,
  more: Partial<DeclaredName> = {},
): readonly DeclaredName[] {
  const id: string | undefined = node?.name;
  if (id === undefined) return [];
  const title = titleOf(node) ?? id;
  const at = placeOf(file, node);
  return [
    { id, kind, title, at, passages: [], levels: [], placeKind: null, unread: null, ...more },
  ];
}

function titleOf(node: unknown): string | null {
  const { title, lateTitle } = node as {
    readonly title?: { readonly parts: readonly string[] };
    readonly lateTitle?: { readonly parts: readonly string[] };
  };
  return (title ?? lateTitle)?.parts.join(" ") ?? null;
}

// The ids before a text in quotes, or else the second word, are what it was to declare.
function namesOfTokens({ tokens, at }: ParsedEntry): readonly DeclaredName[] {
  const ids = tokens.filter((token, i) => i > 0 && isId(token) && isString(tokens[i + 1]));
  const second = ruleOf(tokens[0]?.image ?? "") === null ? undefined : tokens[1];
  const named = ids.length > 0 ? ids : second !== undefined && isId(second) ? [second] : [];
  return named.map(({ image }) => ({
    id: image,
    kind: "unreadable",
    title: image,
    at,
    passages: [],
    levels: [],
    placeKind: null,
    unread: null,
  }));
}

function isId(token: Token): boolean {
  return /^[A-Za-z_\u00C0-\u04FF]/.test(token.image);
}

function isString(token: Token | undefined): boolean {
  return token?.image.startsWith('"') ?? false;
}
