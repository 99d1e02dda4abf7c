import { ITEM_BYTES, MAX_NAME_LENGTH, MAX_SEALED_PLACES } from "../../entries/index.ts";
import { toHex } from "../../log/index.ts";
import { isSalt, SALT_BYTES } from "../index.ts";
import { type ItemPlace, itemLeaf, type SealTerms, sealRoot, siteLeaf } from "./commitment.ts";
import { SealError } from "./seal-error.ts";
import { treeOver } from "./sealed-tree.ts";

/** One thing that is declared. */
export interface DeclaredItem {
  /** Its own in the declaration. */
  readonly id: string;
  /** What is said of it. */
  readonly content: string;
}

/** A site with what is declared there. */
export interface DeclaredSite {
  readonly site: string;
  readonly items: readonly DeclaredItem[];
}

/** What a party declares: an inventory, site by site. */
export type Declaration = readonly DeclaredSite[];

/** A place of a seal as only its party knows it, in the order of the tree. */
export interface SecretSite {
  /** `null` for an empty place. */
  readonly site: string | null;
  readonly salt: Uint8Array;
  readonly places: readonly ItemPlace[];
}

/** What a party keeps to itself so that it can open its seal; without it nobody can. */
export interface SealSecret {
  readonly terms: SealTerms;
  readonly sites: readonly SecretSite[];
}

/** A sealed declaration: what the record holds, and what the party keeps. */
export interface SealedDeclaration {
  /** The commitment, 64 hexadecimal digits. */
  readonly root: string;
  readonly secret: SealSecret;
}

/** Gives bytes that nobody can foresee: `crypto.getRandomValues`, or a device's own source. */
export type RandomSource = (length: number) => Uint8Array;

/** How much room a declaration needs, at least; a party may well take more. */
export function roomFor(
  declaration: Declaration,
): Pick<SealTerms, "sites" | "itemsPerSite" | "itemBytes"> {
  const longest = Math.max(
    0,
    ...declaration.flatMap(({ items }) =>
      items.map(({ content }) => new TextEncoder().encode(content).length + 4),
    ),
  );
  const itemBytes = ITEM_BYTES.find((size) => longest <= size);
  if (itemBytes === undefined) {
    throw new SealError("content-too-long", `An item needs ${longest} bytes.`);
  }
  return {
    sites: powerOfTwo(Math.max(4, declaration.length)),
    itemsPerSite: powerOfTwo(Math.max(8, ...declaration.map(({ items }) => items.length))),
    itemBytes,
  };
}

/**
 * Seals a declaration: commits to every place with a salt of its own, empty places included, and to
 * all of them with one root. The leaves stand in the order of their hashes, which the salts decide,
 * so that the place of an item that is opened says nothing of those that are not.
 *
 * @throws {SealError} where there is no room, or a name, a text or a salt is unfit.
 * @see record format, "sealed declarations"; T30
 */
export function sealDeclaration(
  declaration: Declaration,
  terms: SealTerms,
  random: RandomSource,
): SealedDeclaration {
  requireRoom(declaration, terms);
  const salt = freshSalts(random);
  const sites = Array.from({ length: terms.sites }, (_, at) => {
    const declared = declaration[at] ?? null;
    const places = Array.from({ length: terms.itemsPerSite }, (_, place): ItemPlace => {
      const item = declared?.items[place];
      return { id: item?.id ?? null, content: item?.content ?? "", salt: salt() };
    });
    const inOrder = byLeaf(places, (place) => itemLeaf(terms, place));
    return { site: declared?.site ?? null, salt: salt(), places: inOrder };
  });
  const secret = { terms, sites: byLeaf(sites, (site) => leafOfSite(terms, site)) };
  return { root: rootOfSecret(secret), secret };
}

/** The leaf of a site from all that its party knows of it. */
export function leafOfSite(terms: SealTerms, { site, salt, places }: SecretSite): Uint8Array {
  const items = treeOver(places.map((place) => itemLeaf(terms, place))).root;
  return siteLeaf(terms, { site, salt, items });
}

/** The commitment that a secret opens, 64 hexadecimal digits. */
export function rootOfSecret({ terms, sites }: SealSecret): string {
  const tree = treeOver(sites.map((site) => leafOfSite(terms, site)));
  return toHex(sealRoot(terms, tree.root));
}

function byLeaf<Place>(
  places: readonly Place[],
  leafOf: (place: Place) => Uint8Array,
): readonly Place[] {
  const keyed = places.map((place) => ({ place, leaf: toHex(leafOf(place)) }));
  return keyed.sort((a, b) => (a.leaf < b.leaf ? -1 : 1)).map(({ place }) => place);
}

/** Salts as long as they must be and never the same twice: a source that stands still is found. */
function freshSalts(random: RandomSource): () => Uint8Array {
  const given = new Set<string>();
  return () => {
    const salt = random(SALT_BYTES);
    const hex = toHex(salt);
    if (!isSalt(salt) || given.has(hex)) {
      throw new SealError("salt-unfit", "The random source gives no random bytes.");
    }
    given.add(hex);
    return salt;
  };
}

function requireRoom(declaration: Declaration, terms: SealTerms): void {
  const { sites, itemsPerSite } = terms;
  if (declaration.length === 0) throw new SealError("nothing-declared", "It names no site.");
  if (declaration.length > sites) {
    throw new SealError("too-many-sites", `${declaration.length} sites, with room for ${sites}.`);
  }
  if (powerOfTwo(sites) !== sites || powerOfTwo(itemsPerSite) !== itemsPerSite) {
    throw new SealError("too-many-places", "The room is no power of two.");
  }
  if (sites * itemsPerSite > MAX_SEALED_PLACES) {
    throw new SealError("too-many-places", `${sites * itemsPerSite} places.`);
  }
  const full = declaration.find(({ items }) => items.length > itemsPerSite);
  if (full !== undefined) {
    const most = `${full.items.length} items at ${full.site}, with room for ${itemsPerSite}.`;
    throw new SealError("too-many-items", most);
  }
  requireNames(declaration.map(({ site }) => site));
  requireNames(declaration.flatMap(({ items }) => items.map(({ id }) => id)));
}

const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u;

function requireNames(names: readonly string[]): void {
  const bad = names.find((name) => !NAME.test(name) || name.length > MAX_NAME_LENGTH);
  if (bad !== undefined) throw new SealError("name-malformed", `"${bad.slice(0, 40)}" is no name.`);
  const twice = [...Map.groupBy(names, (name) => name)].find(([, all]) => all.length > 1)?.[0];
  if (twice !== undefined) throw new SealError("item-twice", `${twice} is declared twice.`);
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(atLeast));
}
