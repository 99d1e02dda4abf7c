import type { Opening, OpeningScope, Seal } from "../../entries/index.ts";
import { type Proof, sameBytes, toHex, verifyInclusion } from "../../log/index.ts";
import { type ItemPlace, itemLeaf, type SealTerms, sealRoot, siteLeaf } from "./commitment.ts";
import type { OpenedPlaces, OpenedSite, OpeningDocument } from "./opening.ts";
import { openingDigest } from "./opening.ts";
import { readOpeningDocument } from "./opening-document.ts";
import { type OpeningChecked, rejectOpening, SealError } from "./seal-error.ts";
import { treeOver } from "./sealed-tree.ts";

/** A place that an opening has shown to be what was sealed. */
export interface ShownPlace {
  /** Where it stands among all places of the seal, counted from 0. */
  readonly index: number;
  readonly site: string | null;
  /** `null` where the place is empty. */
  readonly id: string | null;
  readonly content: string;
}

/** What an opening shows: places that were committed to, just so. */
export interface ShownPlaces {
  readonly scope: OpeningScope;
  readonly places: readonly ShownPlace[];
  /** The sites of which every place is shown. */
  readonly wholeSites: readonly (string | null)[];
}

/** A seal at its place: the entry, and the log and case that it was signed for. */
export interface PlacedSeal {
  readonly origin: string;
  readonly case: string;
  readonly entry: Seal;
}

/**
 * Judges an opening: whether what it shows is what was sealed. An opening that does not match is
 * refused with a code; that it was made stands on the record all the same.
 *
 * @param bytes - the opening document that the entry names by its SHA-256.
 * @see record format, "sealed declarations"; T30
 */
export function judgeOpening(
  seal: PlacedSeal,
  opening: Opening,
  bytes: Uint8Array,
): OpeningChecked<{ readonly shown: ShownPlaces }> {
  if (openingDigest(bytes) !== opening.sha256) {
    return rejectOpening("opening-altered", "The document is not the one that the entry names.");
  }
  if (opening.by !== seal.entry.by) {
    return rejectOpening("other-party", `${opening.by} did not seal it; ${seal.entry.by} did.`);
  }
  const read = readOpeningDocument(bytes);
  if (!read.ok) return read;
  const { document } = read;
  if (document.seal !== seal.entry.id || opening.of !== seal.entry.id) {
    return rejectOpening("other-seal", `It opens ${document.seal}, not ${seal.entry.id}.`);
  }
  if (document.scope !== opening.scope) {
    return rejectOpening("other-scope", `It opens one ${document.scope}, not ${opening.scope}.`);
  }
  return judgeDocument(termsOf(seal), seal.entry.root, document);
}

/** The terms that a seal is bound to, from its entry and its place. */
export function termsOf({ origin, case: caseId, entry }: PlacedSeal): SealTerms {
  const { by, statementType, sites, itemsPerSite, itemBytes } = entry;
  return { origin, case: caseId, by, statementType, sites, itemsPerSite, itemBytes };
}

function judgeDocument(
  terms: SealTerms,
  root: string,
  document: OpeningDocument,
): OpeningChecked<{ readonly shown: ShownPlaces }> {
  if (toHex(sealRoot(terms, document.tree)) !== root) {
    return rejectOpening("root-mismatch", "Its tree is not the one that was committed to.");
  }
  const places: ShownPlace[] = [];
  for (const site of document.sites) {
    const shown = judgeSite(terms, document.tree, site);
    if (!shown.ok) return shown;
    places.push(...shown.places);
  }
  if (new Set(places.map(({ index }) => index)).size !== places.length) {
    return rejectOpening("place-twice", "It opens a place twice.");
  }
  const ids = places.flatMap(({ id }) => (id === null ? [] : [id]));
  if (new Set(ids).size !== ids.length) {
    return rejectOpening("item-twice", "Two places that it opens declare one item.");
  }
  const wholeSites = document.sites.flatMap(({ site, items }) =>
    items.kind === "all" ? [site] : [],
  );
  return scoped(terms, { scope: document.scope, places, wholeSites });
}

/** Whether everything is shown that the scope promises. */
function scoped(
  terms: SealTerms,
  shown: ShownPlaces,
): OpeningChecked<{ readonly shown: ShownPlaces }> {
  const { scope, places, wholeSites } = shown;
  const promised =
    scope === "item"
      ? places.length > 0
      : wholeSites.length === (scope === "whole" ? terms.sites : 1) &&
        places.length === wholeSites.length * terms.itemsPerSite;
  if (promised) return { ok: true, shown };
  const missing = `It says that it opens the ${scope} and shows ${places.length} places.`;
  return rejectOpening("items-held-back", missing);
}

type SiteShown = OpeningChecked<{ readonly places: readonly ShownPlace[] }>;

function judgeSite(terms: SealTerms, tree: Uint8Array, opened: OpenedSite): SiteShown {
  const { index, site, salt, path, items } = opened;
  const name = site ?? "an empty site";
  const root = itemsRoot(terms, items);
  if (root === null) {
    return rejectOpening("items-held-back", `It does not open every place of ${name}.`);
  }
  const leaf = siteLeaf(terms, { site, salt, items: root });
  if (!isIncluded(leaf, index, terms.sites, tree, path)) {
    return rejectOpening("site-mismatch", `${name} was not sealed so.`);
  }
  const first = index * terms.itemsPerSite;
  if (items.kind === "all") {
    const places = items.places.map((place, at) => shownPlace(site, place, first + at));
    return { ok: true, places };
  }
  const bad = items.places.find((place) => {
    const item = leafOrNull(terms, place);
    return item === null || !isIncluded(item, place.index, terms.itemsPerSite, root, place.path);
  });
  if (bad !== undefined) {
    return rejectOpening("item-mismatch", `${bad.id ?? "An empty place"} was not sealed so.`);
  }
  const places = items.places.map((place) => shownPlace(site, place, first + place.index));
  return { ok: true, places };
}

function shownPlace(site: string | null, { id, content }: ItemPlace, index: number): ShownPlace {
  return { index, site, id, content };
}

/** The root over a site's items; `null` where all are promised and not all are there. */
function itemsRoot(terms: SealTerms, items: OpenedPlaces): Uint8Array | null {
  if (items.kind === "some") return items.root;
  const leaves = items.places.map((place) => leafOrNull(terms, place));
  const isWhole = leaves.length === terms.itemsPerSite && leaves.every((leaf) => leaf !== null);
  return isWhole ? treeOver(leaves).root : null;
}

/** The leaf of an item; `null` where its text is too long to have been sealed under these terms. */
function leafOrNull(terms: SealTerms, place: ItemPlace): Uint8Array | null {
  try {
    return itemLeaf(terms, place);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

function isIncluded(
  leaf: Uint8Array,
  index: number,
  size: number,
  root: Uint8Array,
  path: Proof,
): boolean {
  if (size === 1) return index === 0 && path.length === 0 && sameBytes(leaf, root);
  try {
    verifyInclusion({ index, leaf, size, root }, path);
    return true;
  } catch {
    // Whatever keeps a proof from being one, it proves nothing.
    return false;
  }
}
