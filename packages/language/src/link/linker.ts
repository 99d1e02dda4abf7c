import { type Id, id, type TextPlace } from "@proviso/core";
import type { Reference } from "langium";
import type { Report } from "../check/diagnostic.ts";
import { didYouMean, ifNotMeant, nearest } from "../check/suggest.ts";
import type { Scope } from "./scope.ts";
import type { DeclaredName, SymbolKind } from "./symbols.ts";

/** What a reference may mean. */
export interface Wanted {
  readonly kinds: readonly SymbolKind[];
  /** How a diagnostic names it: `a party, state or body`. */
  readonly say: string;
}

/** Resolves the references of one text and reports what cannot be resolved. */
export class Linker {
  readonly scope: Scope;
  private readonly report: Report;
  private readonly file: string;
  private readonly names: NameIndex;

  constructor(scope: Scope, report: Report, file: string) {
    this.scope = scope;
    this.names = indexOf(scope);
    this.report = report;
    this.file = file;
  }

  /** The id that a reference means, after checking that it is declared and of a wanted kind. */
  id(reference: Reference, wanted: Wanted): Id {
    return this.named(reference.$refText, this.placeOf(reference), wanted);
  }

  /** The text that a head says it is of, told as missing even where all else then goes untold. */
  base(reference: Reference, wanted: Wanted): Id {
    const text = reference.$refText;
    if (!this.scope.names.has(text)) {
      this.report(
        "undefined-reference",
        this.placeOf(reference),
        `There is no ${wanted.kinds.join(" or ")} \`${text}\` among the files.`,
        didYouMean(text, this.idsOf(wanted), `Read it together with ${wanted.say}.`),
      );
      return id(text);
    }
    return this.id(reference, wanted);
  }

  /** The ids that several references mean. */
  ids(references: readonly Reference[], wanted: Wanted): readonly Id[] {
    return references.map((reference) => this.id(reference, wanted));
  }

  /** The id that a reference means, or `null` where there is none. */
  optional(reference: Reference | undefined, wanted: Wanted): Id | null {
    return reference === undefined ? null : this.id(reference, wanted);
  }

  /** Checks a name that stands at a place. */
  named(text: string, at: TextPlace, wanted: Wanted): Id {
    const found = this.scope.names.get(text);
    if (found === undefined) {
      this.reportUndefined(text, at, wanted);
    } else if (found.kind !== "unreadable" && !wanted.kinds.includes(found.kind)) {
      this.report(
        "wrong-kind",
        at,
        `\`${text}\` is ${article(found.kind)}, not ${wanted.say}.`,
        didYouMean(text, this.idsOf(wanted), `Name ${wanted.say} here.`),
      );
    }
    return id(text);
  }

  /** Checks only that a reference means something: used where a sentence could not be read whole. */
  exists(reference: Reference): void {
    const text = reference.$refText;
    if (this.scope.names.has(text)) return;
    this.reportUndefined(text, this.placeOf(reference), ANYTHING);
  }

  /** What a name stands for, or `null`. */
  find(text: string): DeclaredName | null {
    return this.scope.names.get(text) ?? null;
  }

  /** All names of a kind, in the order of their declaration. */
  ofKind(kind: SymbolKind): readonly DeclaredName[] {
    return this.names.byKind.get(kind) ?? [];
  }

  /** What a kind has under an id or the words of a title, as `slugOf` writes them. */
  called(kind: SymbolKind, slug: string): DeclaredName | null {
    return this.names.bySlug.get(`${kind} ${slug}`) ?? null;
  }

  /** The kinds of which places are declared. */
  get placeKinds(): ReadonlySet<string> {
    return this.names.placeKinds;
  }

  /** Whether a declaration that begins with one of these words could not be read. */
  isUnread(...words: readonly string[]): boolean {
    return words.some((word) => this.names.unread.has(word));
  }

  /** The title of what an id declares, or the id. */
  titleOf(text: string): string {
    return this.find(text)?.title ?? text;
  }

  /** The place of a reference. */
  placeOf(reference: Reference): TextPlace {
    const range = reference.$refNode?.range;
    return {
      file: this.file,
      line: (range?.start.line ?? 0) + 1,
      column: (range?.start.character ?? 0) + 1,
      endLine: (range?.end.line ?? 0) + 1,
      endColumn: (range?.end.character ?? 0) + 1,
    };
  }

  private reportUndefined(text: string, at: TextPlace, wanted: Wanted): void {
    // Where the text builds on one that was not given, that is reported, once, and not its echoes.
    if (!this.scope.complete) return;
    const later = this.scope.amendments.get(text);
    const otherwise =
      later === undefined
        ? `Declare it, or name ${wanted.say}${/ declares$/.test(wanted.say) ? "" : " that is declared"}.`
        : "Only an amendment adds it: refer to it in an amendment.";
    const meant = nearest(text, this.idsOf(wanted)) ?? nearest(text, this.scope.names.keys());
    this.report(
      "undefined-reference",
      at,
      `Nothing is declared as \`${text}\`.`,
      meant === null ? otherwise : ifNotMeant(meant, otherwise),
    );
  }

  private *idsOf(wanted: Wanted): Iterable<string> {
    for (const { id: name, kind } of this.scope.names.values()) {
      if (wanted.kinds.includes(kind)) yield name;
    }
  }
}

/** The names of a scope by what sentences look them up by, so that no sentence goes through all. */
interface NameIndex {
  readonly byKind: ReadonlyMap<SymbolKind, readonly DeclaredName[]>;
  readonly bySlug: ReadonlyMap<string, DeclaredName>;
  readonly placeKinds: ReadonlySet<string>;
  readonly unread: ReadonlySet<string>;
}

function indexOf({ names }: Scope): NameIndex {
  const byKind = new Map<SymbolKind, DeclaredName[]>();
  const bySlug = new Map<string, DeclaredName>();
  const placeKinds = new Set<string>();
  const unread = new Set<string>();
  for (const name of names.values()) {
    const alike = byKind.get(name.kind);
    if (alike === undefined) byKind.set(name.kind, [name]);
    else alike.push(name);
    for (const slug of [name.id, slugOf(name.title)]) {
      const key = `${name.kind} ${slug}`;
      if (!bySlug.has(key)) bySlug.set(key, name);
    }
    if (name.placeKind !== null) placeKinds.add(name.placeKind);
    if (name.unread !== null) unread.add(name.unread);
  }
  return { byKind, bySlug, placeKinds, unread };
}

/** Words as an id has them: `aerial photography` is `aerial-photography`. */
export function slugOf(words: string): string {
  return words.trim().toLowerCase().replaceAll(/\s+/g, "-");
}

/** A kind with its article: `an undertaking`. */
export function article(kind: SymbolKind): string {
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}

const ACTORS: readonly SymbolKind[] = ["party", "state", "body", "group"];
const THINGS: readonly SymbolKind[] = ["item", "term", "open term", "facility"];
const CLAUSES: readonly SymbolKind[] = [
  "undertaking",
  "measure",
  "assurance",
  "option",
  "question",
];

/** What the references of the language may mean. */
export const WANTED = {
  actor: { kinds: ACTORS, say: "a party, state, body or group" },
  observer: { kinds: ["party", "state", "body"], say: "a party, state or body" },
  membered: { kinds: ["group", "place class"], say: "a group or a class of places" },
  group: { kinds: ["group"], say: "a group" },
  thing: { kinds: THINGS, say: "an item, term or facility" },
  item: { kinds: ["item", "term"], say: "an item or term" },
  place: { kinds: ["place"], say: "a place or area" },
  territory: { kinds: ["place", "state"], say: "a place, area or state" },
  instrument: { kinds: ["instrument"], say: "an instrument" },
  authority: { kinds: ["authority"], say: "an authority" },
  approver: { kinds: ["authority", "party", "body"], say: "an authority, party or body" },
  clause: { kinds: CLAUSES, say: "an undertaking, measure, assurance, option or question" },
  openTerm: { kinds: ["open term"], say: "an open term" },
  agreement: { kinds: ["agreement"], say: "an agreement" },
  base: { kinds: ["agreement", "reading"], say: "an agreement or reading" },
  measure: { kinds: ["measure"], say: "a measure" },
  promise: { kinds: ["undertaking", "assurance"], say: "an undertaking or assurance" },
  concern: { kinds: [...ACTORS, "place"], say: "a party, state, body, group or place" },
  matter: {
    kinds: [...ACTORS, ...THINGS, ...CLAUSES, "place", "instrument", "method"],
    say: "something that the agreement declares",
  },
} as const satisfies Readonly<Record<string, Wanted>>;

const ANYTHING: Wanted = { kinds: WANTED.matter.kinds, say: "something" };
