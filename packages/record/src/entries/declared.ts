import {
  type Condition,
  conditionsIn,
  conditionsWithin,
  type Declaration,
  type Text,
} from "@proviso/core";

/** What a case's texts declare, by what an entry may name it for. */
export interface Declared {
  /** Items, terms, facilities and what is among them. */
  readonly subjects: ReadonlySet<string>;
  /** Places and areas, and whatever else has ground: parties, states, facilities. */
  readonly places: ReadonlySet<string>;
  /** Parties, states, bodies, groups and their members. */
  readonly actors: ReadonlySet<string>;
  readonly authorities: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  /** Undertakings, measures, assurances, options and questions. */
  readonly clauses: ReadonlySet<string>;
  /** The parts of each measure that names parts. */
  readonly partsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Terms whose meaning is still open: what may be held shown. */
  readonly openTerms: ReadonlySet<string>;
  /** The agreements: what may be terminated. */
  readonly terminable: ReadonlySet<string>;
  readonly instruments: ReadonlySet<string>;
  /** Every id there is. */
  readonly everything: ReadonlySet<string>;
  /** The readings and amendments, by file. */
  readonly adoptable: ReadonlySet<string>;
  /** The activities over whose subjects a quantifier ranges: `inbound` in "every inbound ship". */
  readonly reported: ReadonlySet<string>;
}

type Sets = {
  readonly [Name in Exclude<keyof Declared, "partsOf">]: Set<string>;
} & { readonly partsOf: Map<string, Set<string>> };

/** Collects what texts declare, whether or not they are in force at any one moment. */
export function declaredBy(texts: readonly Text[]): Declared {
  const sets: Sets = {
    subjects: new Set(),
    places: new Set(),
    actors: new Set(),
    authorities: new Set(),
    methods: new Set(),
    clauses: new Set(),
    partsOf: new Map(),
    openTerms: new Set(),
    terminable: new Set(),
    instruments: new Set(),
    everything: new Set(),
    adoptable: new Set(),
    reported: new Set(),
  };
  for (const text of texts) {
    if (text.kind === "agreement") sets.terminable.add(text.id);
    else sets.adoptable.add(text.file);
    for (const declaration of declarationsOf(text)) declare(sets, declaration);
    for (const activity of conditionsOf(text).flatMap(reportedIn)) sets.reported.add(activity);
  }
  return sets;
}

function declarationsOf(text: Text): readonly Declaration[] {
  if (text.kind !== "amendment") return text.declarations;
  return text.ops.flatMap((op) => (op.op === "add" || op.op === "replace" ? op.declaration : []));
}

function declare(sets: Sets, declaration: Declaration): void {
  const names = namesOf(declaration);
  if (declaration.kind === "term" && declaration.open) sets.openTerms.add(declaration.id);
  if (declaration.kind === "measure") {
    const parts = sets.partsOf.get(declaration.id) ?? new Set();
    for (const part of declaration.parts) parts.add(part.id);
    sets.partsOf.set(declaration.id, parts);
  }
  for (const name of names) sets.everything.add(name);
  for (const set of setsFor(sets, declaration.kind)) {
    for (const name of names) set.add(name);
  }
}

function namesOf(declaration: Declaration): readonly string[] {
  switch (declaration.kind) {
    case "group":
      return [declaration.id, ...declaration.members];
    case "facility":
      return [declaration.id, ...declaration.among];
    default:
      return [declaration.id];
  }
}

function setsFor(sets: Sets, kind: Declaration["kind"]): readonly Set<string>[] {
  switch (kind) {
    case "party":
    case "state":
      return [sets.actors, sets.places];
    case "body":
    case "group":
      return [sets.actors];
    case "instrument":
      return [sets.instruments];
    case "item":
    case "term":
      return [sets.subjects];
    case "facility":
      return [sets.subjects, sets.places];
    case "place":
      return [sets.places];
    case "method":
      return [sets.methods];
    case "authority":
      return [sets.authorities];
    case "undertaking":
    case "measure":
    case "assurance":
    case "option":
    case "question":
      return [sets.clauses];
    case "acceptance":
    case "place-class":
    case "course":
      return [];
  }
}

function conditionsOf(text: Text): readonly Condition[] {
  const requirements =
    text.kind === "amendment"
      ? text.ops.flatMap((op) => ("requirement" in op ? op.requirement : []))
      : text.requirements;
  const declared = declarationsOf(text).flatMap(conditionsIn);
  return [...requirements.map((requirement) => requirement.condition), ...declared];
}

/** The activities over whose subjects a quantifier ranges anywhere in a condition. */
function reportedIn(condition: Condition): readonly string[] {
  return conditionsWithin(condition).flatMap((one) => {
    const ranges = one.kind === "every" || one.kind === "some";
    return ranges && one.domain.kind === "reported" ? one.domain.activity : [];
  });
}
