import type { Entry } from "../generated/ast.ts";
import { placeOf } from "../grammar/parse.ts";
import type { TextUnit } from "../link/units.ts";
import type { Report } from "./diagnostic.ts";

/** Reports terms, facilities and places that are among their own members. */
export function checkCycles(unit: TextUnit, report: Report): void {
  const members = new Map<string, readonly string[]>();
  const nodes = new Map<string, Entry>();
  for (const { node, sound } of unit.entries) {
    const declaration = node?.$type === "Addition" ? node.declaration : node;
    if (!sound || declaration === null || declaration === undefined) continue;
    const [name, of] = membersOf(declaration);
    if (name === null) continue;
    members.set(name, of);
    nodes.set(name, declaration);
  }
  for (const name of circular(members)) {
    report(
      "circular-term",
      placeOf(unit.file, nodes.get(name)),
      `\`${name}\` is among its own members.`,
      "Take it, or what leads back to it, out of the list.",
    );
  }
}

function membersOf(node: Entry): readonly [string | null, readonly string[]] {
  switch (node.$type) {
    case "TermDecl":
      return [node.name, node.items.map(({ $refText }) => $refText)];
    case "FacilityDecl":
      return [node.name, node.among.map(({ $refText }) => $refText)];
    case "AreaDecl":
    case "PlaceDecl":
      return [node.name, node.area === undefined ? [] : [node.area.$refText]];
    default:
      return [null, []];
  }
}

/** The names on a way that leads back to where it began. */
function circular(members: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const below = new Map<string, readonly string[]>();
  for (const [name, of] of members) {
    below.set(
      name,
      of.filter((member) => members.has(member)),
    );
  }
  const above = reversed(below);
  const unending = withoutEnds(below, above, new Set(below.keys()));
  return [...withoutEnds(above, below, unending)];
}

function reversed(
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const back = new Map<string, string[]>([...edges.keys()].map((name) => [name, []]));
  for (const [name, of] of edges) for (const member of of) back.get(member)?.push(name);
  return back;
}

/** What is left once every name that leads to nothing left is taken away, again and again. */
function withoutEnds(
  onward: ReadonlyMap<string, readonly string[]>,
  back: ReadonlyMap<string, readonly string[]>,
  within: ReadonlySet<string>,
): ReadonlySet<string> {
  const left = new Set(within);
  const degree = new Map(
    [...left].map((name) => [name, (onward.get(name) ?? []).filter((to) => left.has(to)).length]),
  );
  const ends = [...left].filter((name) => degree.get(name) === 0);
  for (let name = ends.pop(); name !== undefined; name = ends.pop()) {
    left.delete(name);
    for (const holder of back.get(name) ?? []) {
      const now = (degree.get(holder) ?? 0) - 1;
      degree.set(holder, now);
      if (now === 0 && left.has(holder)) ends.push(holder);
    }
  }
  return left;
}
