import { type Declaration, type Instrument, id, type Power } from "@proviso/core";
import { didYouMean, nearest } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { WANTED, type Wanted } from "../link/linker.ts";
import { citesOf } from "./cites.ts";
import { clauseOf, questionOf } from "./clause.ts";
import { conditionOf } from "./condition.ts";
import { at, type Mapping, momentOf, textOf, titleOf, wordsOf } from "./values.ts";

/** Reads a declaration; a list of states or methods declares several. */
export function declarationsOf(mapping: Mapping, node: ast.Declaration): readonly Declaration[] {
  switch (node.$type) {
    case "StateList":
      return node.entries.map((one) => ({ kind: "state", ...named(mapping, one) }));
    case "MethodList":
      return node.entries.map((one) => ({ kind: "method", ...named(mapping, one) }));
    default:
      return [declarationOf(mapping, node)];
  }
}

type Single = Exclude<ast.Declaration, ast.StateList | ast.MethodList>;

function declarationOf(mapping: Mapping, node: Single): Declaration {
  const { link } = mapping;
  switch (node.$type) {
    case "PartyDecl":
      return { kind: "party", ...named(mapping, node) };
    case "BodyDecl": {
      const actsFor = link.optional(node.actsFor, WANTED.observer);
      return { kind: "body", ...named(mapping, node), actsFor };
    }
    case "GroupDecl": {
      checkNotEmpty(mapping, node, node.members);
      const members = link.ids(node.members, WANTED.observer);
      return { kind: "group", ...named(mapping, node), members };
    }
    case "InstrumentDecl":
      return instrumentOf(mapping, node);
    case "AcceptanceDecl":
      return acceptanceOf(mapping, node);
    case "ItemDecl":
      return itemOf(mapping, node);
    case "TermDecl":
      return termOf(mapping, node);
    case "FacilityDecl": {
      const among = link.ids(node.among, WANTED.thing);
      const inferredFrom = node.inferredFrom === undefined ? null : textOf(node.inferredFrom);
      return { kind: "facility", ...named(mapping, node), among, inferredFrom };
    }
    case "AreaDecl":
    case "PlaceDecl":
      return placeOfDecl(mapping, node);
    case "PlaceClassDecl":
      return placeClassOf(mapping, node);
    case "AuthorityDecl": {
      const may = node.powers.map((power) => powerOf(mapping, power));
      const title = titleOf(wordsOf(node.name), node.title);
      return { kind: "authority", id: id(node.name), title, at: at(mapping, node), may };
    }
    case "CourseDecl": {
      const expects = node.expects.map(({ text, words }) =>
        text === undefined ? words.join(" ") : textOf(text),
      );
      return { kind: "course", ...named(mapping, node), expects };
    }
    case "ClauseDecl":
      return clauseOf(mapping, node);
    case "QuestionDecl":
      return questionOf(mapping, node);
  }
}

function named(
  mapping: Mapping,
  node: Parameters<typeof at>[1] & { readonly name: string; readonly title: ast.Text },
) {
  return { id: id(node.name), title: textOf(node.title), at: at(mapping, node) };
}

function checkNotEmpty(mapping: Mapping, node: ast.GroupDecl, list: readonly unknown[]): void {
  if (list.length > 0) return;
  mapping.report(
    "empty-list",
    at(mapping, node),
    `The group \`${node.name}\` has no members, and what holds of each of none is never verified.`,
    "Name its members between the braces.",
  );
}

function instrumentOf(mapping: Mapping, node: ast.InstrumentDecl): Instrument {
  const { link } = mapping;
  const seen = new Set<string>();
  for (const part of node.parts) {
    if (part.$type !== "PassagePart") continue;
    if (seen.has(part.name)) {
      mapping.report(
        "duplicate-id",
        at(mapping, part),
        `\`${node.name}\` has two passages \`${part.name}\`.`,
        "Give one of them another id.",
      );
    }
    seen.add(part.name);
  }
  return {
    kind: "instrument",
    ...named(mapping, node),
    from: link.optional(node.from, WANTED.actor),
    to: link.optional(node.to, WANTED.actor),
    on: momentOf(mapping, node.on, node.on),
    passages: node.parts.flatMap((part) =>
      part.$type === "PassagePart" ? [{ id: id(part.name), text: textOf(part.text) }] : [],
    ),
    standsUntouched: node.untouched,
    obligations: node.parts.flatMap((part) =>
      part.$type === "ObligationPart"
        ? [{ of: link.id(part.of, WANTED.actor), text: textOf(part.text) }]
        : [],
    ),
  };
}

function acceptanceOf(mapping: Mapping, node: ast.AcceptanceDecl): Declaration {
  const accepting = mapping.link.id(node.accepting, WANTED.instrument);
  const accepted = mapping.link.id(node.accepted, WANTED.instrument);
  return {
    kind: "acceptance",
    id: id(`${accepting}-accepts-${accepted}`),
    accepting,
    accepted,
    readBy: mapping.link.optional(node.reader, WANTED.actor),
    at: at(mapping, node),
  };
}

function itemOf(mapping: Mapping, node: ast.ItemDecl): Declaration {
  const { unit } = node;
  const words = unit?.text === undefined ? (unit?.words.join(" ") ?? null) : textOf(unit.text);
  const counted = node.each ? "each" : node.lot ? "by-lot" : "measured";
  return { kind: "item", ...named(mapping, node), counted, unit: words };
}

function termOf(mapping: Mapping, node: ast.TermDecl): Declaration {
  const cited = (how: "defined" | "described") =>
    node.parts.flatMap((part) =>
      part.$type === "TermBasis" && part.how === how ? citesOf(mapping, part.cites) : [],
    );
  const inferences = node.parts.filter((part) => part.$type === "TermInference");
  const [inference, again] = inferences;
  if (again !== undefined) {
    mapping.report(
      "duplicate-part",
      at(mapping, again),
      `\`${node.name}\` states twice from what it is inferred.`,
      "State it once.",
    );
  }
  return {
    kind: "term",
    ...named(mapping, node),
    items: mapping.link.ids(node.items, WANTED.thing),
    definedBy: cited("defined"),
    describedBy: cited("described"),
    inferredFrom: inference === undefined ? null : textOf(inference.text),
    open: node.open,
  };
}

function placeOfDecl(mapping: Mapping, node: ast.AreaDecl | ast.PlaceDecl): Declaration {
  return {
    kind: "place",
    ...named(mapping, node),
    placeKind: node.$type === "AreaDecl" ? "area" : node.placeKind.words.join(" "),
    within: mapping.link.optional(node.area, WANTED.place),
    geometry: node.geometry ?? null,
  };
}

function placeClassOf(mapping: Mapping, node: ast.PlaceClassDecl): Declaration {
  const { scope, placeKinds: declared } = mapping.link;
  const placeKinds = node.kinds.map((kind) => {
    const words = kind.words.join(" ");
    const isSure = scope.complete && !mapping.link.isUnread("place");
    if (isSure && !declared.has(words)) {
      mapping.report(
        "unknown-place-kind",
        at(mapping, kind),
        `No place is declared to be a ${words}.`,
        didYouMean(words, declared, `Declare one: place ID "…", a ${words}.`),
      );
    }
    return words;
  });
  return { kind: "place-class", ...named(mapping, node), placeKinds };
}

const OBJECT_OF_ACT: Readonly<Record<Power["act"], Wanted>> = {
  amend: WANTED.base,
  lift: WANTED.measure,
  relax: WANTED.measure,
  extend: WANTED.measure,
  reimpose: WANTED.measure,
  continue: WANTED.measure,
  tender: WANTED.promise,
  suspend: WANTED.promise,
  resume: WANTED.promise,
  release: WANTED.promise,
  cure: WANTED.promise,
  terminate: WANTED.base,
  approve: WANTED.matter,
  hold: WANTED.openTerm,
};

const EVERY_OF_ACT: Readonly<Record<Power["act"], string>> = {
  amend: "texts",
  lift: "measures",
  relax: "measures",
  extend: "measures",
  reimpose: "measures",
  continue: "measures",
  tender: "assurances",
  suspend: "undertakings",
  resume: "undertakings",
  release: "undertakings",
  cure: "undertakings",
  terminate: "texts",
  approve: "equivalents",
  hold: "exceptions",
};

function powerOf(mapping: Mapping, node: ast.PowerPart): Power {
  const { act, every } = node;
  if (every !== undefined && every !== EVERY_OF_ACT[act]) {
    mapping.report(
      "wrong-kind",
      at(mapping, node),
      `Nobody can ${act} ${every}.`,
      `Write \`${act} ${EVERY_OF_ACT[act]}\`, or name ${OBJECT_OF_ACT[act].say}.`,
    );
  }
  const { moment, condition, of } = node;
  // `amend text` means all texts; nothing else would say so, since the names are those of things.
  const plural = EVERY_OF_ACT[act];
  const isPlural =
    of !== undefined &&
    mapping.link.find(of.$refText) === null &&
    nearest(of.$refText, [plural]) !== null;
  if (isPlural) {
    mapping.report(
      "undefined-reference",
      mapping.link.placeOf(of),
      `Nothing is declared as \`${of.$refText}\`.`,
      `Did you mean \`${plural}\`? Or name ${OBJECT_OF_ACT[act].say}.`,
    );
  }
  if (node.shown && act !== "hold") {
    mapping.report(
      "misplaced",
      at(mapping, node),
      `Nothing is \`shown\` by whoever may ${act}.`,
      "Take `shown` out, or write `hold TERM shown`.",
    );
  }
  return {
    act,
    of: isPlural ? null : mapping.link.optional(of, OBJECT_OF_ACT[act]),
    withApprovalOf: mapping.link.optional(node.approver, WANTED.authority),
    from: moment === undefined ? null : momentOf(mapping, moment, moment),
    when: condition === undefined ? null : conditionOf(mapping, condition),
  };
}
