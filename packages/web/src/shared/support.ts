import type { Explanation, Level } from "@proviso/core";
import { words } from "../say/words.ts";

/** Support for and against, as a bar draws it: each from 0 to 1, with what it says in words. */
export interface SupportBar {
  readonly for: number;
  readonly against: number;
  readonly text: string;
}

interface Side {
  readonly support: number;
  readonly level: Level;
  readonly shownBy?: string | null;
}

interface Sides {
  readonly for: Side;
  readonly against: Side;
}

const NONE: Side = { support: 0, level: 0 };

/**
 * The support of a whole tree: that of its atoms, joined as the judge joins their levels. `k of
 * n` has the support of its k-th best member for it, and of its (n−k+1)-th best against it.
 */
export function supportOf(tree: Explanation): SupportBar {
  const sides = sidesOf(tree);
  return {
    for: sides.for.support,
    against: sides.against.support,
    text: words.support.text(say(sides.for), say(sides.against)),
  };
}

function say({ support, level, shownBy }: Side): string {
  const name = words.levels[level] ?? "";
  // Figures show a counting, and no weight of one side.
  if (shownBy) return words.support.counted(name, shownBy);
  const percent = Math.round(support * 100);
  if (percent === 0) return words.support.nothing;
  return words.support.side(percent, name);
}

function sidesOf(tree: Explanation): Sides {
  if (tree.atom !== null) return { for: tree.atom.for, against: tree.atom.against };
  const members = tree.children
    .filter(({ kind }) => kind !== "exception" && kind !== "no-requirement")
    .map(sidesOf);
  if (members.length === 0) return { for: NONE, against: NONE };
  switch (tree.kind) {
    case "any":
    case "some":
      return threshold(members, 1);
    case "at-least":
      return threshold(members, leastOf(tree, members.length));
    case "not": {
      const only = threshold(members, members.length);
      return { for: only.against, against: only.for };
    }
    case "all":
    case "every":
    case "clause":
    case "unless":
    case "atom":
    case "exception":
    case "no-requirement":
      return threshold(members, members.length);
  }
}

/** How many the words ask for: `at least 2 of 3` carries its number in its label alone. */
function leastOf({ label }: Explanation, members: number): number {
  const asked = Number(/\d+/.exec(label)?.[0] ?? members);
  return Math.min(members, Math.max(1, asked));
}

function threshold(members: readonly Sides[], k: number): Sides {
  const forSides = members.map((member) => member.for).sort(strongestFirst);
  const against = members.map((member) => member.against).sort(strongestFirst);
  return { for: forSides[k - 1] ?? NONE, against: against[members.length - k] ?? NONE };
}

function strongestFirst(one: Side, other: Side): number {
  return other.level - one.level || other.support - one.support;
}
