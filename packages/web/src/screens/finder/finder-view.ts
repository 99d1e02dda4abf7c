import type { Id } from "@proviso/core";
import { namedIn } from "../../case/lens.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { sayEntry } from "../../say/say-report.ts";
import type { words } from "../../say/words.ts";

/** Something that can be found: what it is, and where it leads. */
export interface Findable {
  readonly key: string;
  readonly kind: keyof typeof words.finder.kinds;
  readonly title: string;
  readonly detail: string;
  readonly leadsTo:
    | { readonly to: "why"; readonly node: string }
    | { readonly to: "entry"; readonly id: string }
    | { readonly to: "account"; readonly item: string }
    | { readonly to: "line"; readonly file: string; readonly line: number };
  /** What is searched, without accents and in lower case. */
  readonly text: string;
}

const KINDS: Readonly<Record<string, Findable["kind"]>> = {
  undertaking: "clause",
  measure: "clause",
  assurance: "clause",
  option: "clause",
  question: "clause",
  item: "item",
  place: "place",
  instrument: "instrument",
};

/** Everything in a case that can be found: clauses, items, places and texts, then entries. */
export function findables(opened: OpenedCase, titleOf: (id: Id) => string): readonly Findable[] {
  const declared = opened.texts.flatMap((text) => {
    const declarations =
      text.kind === "amendment"
        ? text.ops.flatMap((op) => ("declaration" in op ? op.declaration : []))
        : text.declarations;
    const named = new Set(namedIn(text).map(({ id }) => id));
    return declarations.flatMap((declaration): readonly Findable[] => {
      const kind = KINDS[declaration.kind];
      if (kind === undefined || !named.has(declaration.id)) return [];
      const { id, at } = declaration;
      const title = titleOf(id);
      const leadsTo =
        kind === "clause"
          ? { to: "why" as const, node: id }
          : kind === "item"
            ? { to: "account" as const, item: id }
            : { to: "line" as const, file: at.file, line: at.line };
      const key = `${kind} ${id} ${text.id}`;
      return [{ key, kind, title, detail: id, leadsTo, text: folded(`${title} ${id}`) }];
    });
  });
  const entries = opened.entries.map((entry): Findable => {
    const says = sayEntry(entry, titleOf);
    const cite = "source" in entry ? entry.source.cite : "";
    return {
      key: `entry ${entry.id}`,
      kind: "entry",
      title: says,
      detail: `${entry.id} · ${opened.clock.day(entry.known)}`,
      leadsTo: { to: "entry", id: entry.id },
      text: folded(`${entry.id} ${says} ${cite}`),
    };
  });
  return [...uniqueClauses(declared), ...entries];
}

/** A clause that an amendment replaces is still one clause. */
function uniqueClauses(found: readonly Findable[]): readonly Findable[] {
  const seen = new Set<string>();
  return found.filter(({ kind, detail }) => {
    const key = `${kind} ${detail}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

const MOST_FOUND = 40;

/** Finds what holds every word asked for; what begins with it comes first. */
export function find(all: readonly Findable[], asked: string): readonly Findable[] {
  const wanted = folded(asked)
    .split(/\s+/)
    .filter((word) => word !== "");
  const hits = all.filter(({ text }) => wanted.every((word) => text.includes(word)));
  const [first] = wanted;
  if (first === undefined) return hits.slice(0, MOST_FOUND);
  const begins = ({ text, detail }: Findable) =>
    text.startsWith(first) || folded(detail).startsWith(first) ? 0 : 1;
  return [...hits].sort((one, other) => begins(one) - begins(other)).slice(0, MOST_FOUND);
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
