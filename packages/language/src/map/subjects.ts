import { type Domain, EACH, type Id } from "@proviso/core";
import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { slugOf, WANTED, type Wanted } from "../link/linker.ts";
import { at, type Mapping } from "./values.ts";

/** What a quantifier in a sentence ranges over. */
export interface Quantifier {
  readonly kind: "every" | "some";
  readonly domain: Domain;
}

/** Whether a sentence stands where `it` means something. */
export interface SentenceContext extends Mapping {
  readonly withinForEach: boolean;
}

/** Reads the subjects and places of one sentence, of which at most one ranges over a domain. */
export class Subjects {
  over: Quantifier | null = null;
  private readonly context: SentenceContext;

  constructor(context: SentenceContext) {
    this.context = context;
  }

  optional(subject: ast.Subject | undefined, wanted: Wanted): Id | null {
    return subject === undefined ? null : this.id(subject, wanted);
  }

  id(subject: ast.Subject, wanted: Wanted): Id {
    if (subject.ref !== undefined) return this.context.link.id(subject.ref, wanted);
    if (subject.domain !== undefined) return this.range(subject.domain);
    if (!this.context.withinForEach) {
      this.context.report(
        "it-without-every",
        at(this.context, subject),
        "Nothing says what `it` is.",
        "Name it, or write the condition as `for every site, (…)`.",
      );
    }
    return EACH;
  }

  private range(domain: ast.Domain): Id {
    if (this.over !== null || this.context.withinForEach) {
      this.context.report(
        "ambiguous",
        at(this.context, domain),
        "Two quantifiers bear on one sentence, and nothing says which comes first.",
        "Write the outer one as `for every site, (…)` and say `it` within.",
      );
    }
    this.over = { kind: domain.quantifier, domain: domainOf(this.context, domain) };
    return EACH;
  }
}

const EVERY_PLACE: readonly string[] = ["site", "place", "sites", "places"];

/** Reads what a quantifier ranges over. */
export function domainOf(mapping: Mapping, node: ast.Domain): Domain {
  if (node.group !== undefined) {
    const group = mapping.link.id(node.group, WANTED.membered);
    const isOfPlaces = mapping.link.find(group)?.kind === "place class";
    if (isOfPlaces) return { kind: "places", placeKind: group, declaredOnly: node.declared };
    return { kind: "members", group };
  }
  const words = node.placeKind?.words ?? [];
  const kind = words.join(" ");
  const { placeKinds: kinds } = mapping.link;
  if (kinds.has(kind)) {
    return { kind: "places", placeKind: kind, declaredOnly: node.declared };
  }
  const slug = slugOf(kind);
  const named =
    mapping.link.called("place class", slug) ?? mapping.link.called("place class", `${slug}s`);
  if (named !== null) {
    return { kind: "places", placeKind: named.id, declaredOnly: node.declared };
  }
  if (EVERY_PLACE.includes(kind)) {
    return { kind: "places", placeKind: null, declaredOnly: node.declared };
  }
  const classes = mapping.link.ofKind("place class").map((one) => one.id);
  const activity = inboundOf(words);
  if (activity !== null && !node.declared) return { kind: "reported", activity };
  if (mapping.link.scope.complete && !mapping.link.isUnread("place")) {
    mapping.report(
      "unknown-place-kind",
      at(mapping, node),
      `No place is declared to be a ${kind}.`,
      didYouMean(
        kind,
        [...kinds, ...classes, "site"],
        `Declare one: place ID "…", a ${kind}. Or write \`every site\`.`,
      ),
    );
  }
  return { kind: "places", placeKind: kind, declaredOnly: node.declared };
}

/** The activity of `ship inbound`, or of `inbound ship`. */
function inboundOf(words: readonly string[]): string | null {
  const [first, second] = words;
  if (words.length !== 2 || first === undefined || second === undefined) return null;
  if (first === "ship") return second;
  return second === "ship" ? first : null;
}
