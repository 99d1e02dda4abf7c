import type { OpeningScope } from "../../entries/index.ts";
import { type Proof, sha256, toHex } from "../../log/index.ts";
import { type ItemPlace, itemLeaf } from "./commitment.ts";
import { leafOfSite, type SealSecret, type SecretSite } from "./declaration.ts";
import { SealError } from "./seal-error.ts";
import { type SealedTree, treeOver } from "./sealed-tree.ts";

/** An item place that is shown, with the way to the root of its site. */
export interface OpenedItem extends ItemPlace {
  readonly index: number;
  readonly path: Proof;
}

/** What is shown of a site: all of its places, or some with the ways from them to its root. */
export type OpenedPlaces =
  | { readonly kind: "all"; readonly places: readonly ItemPlace[] }
  | { readonly kind: "some"; readonly root: Uint8Array; readonly places: readonly OpenedItem[] };

/** A site place that is shown, with the way to the root of the seal's tree. */
export interface OpenedSite {
  readonly index: number;
  readonly site: string | null;
  readonly salt: Uint8Array;
  readonly path: Proof;
  readonly items: OpenedPlaces;
}

/** What a party shows of what it sealed. */
export interface OpeningDocument {
  /** The id of the seal's entry. */
  readonly seal: string;
  readonly scope: OpeningScope;
  /** The root over the leaves of the sites, 32 bytes. */
  readonly tree: Uint8Array;
  readonly sites: readonly OpenedSite[];
}

/**
 * Opens one item: its site is named with it, and nothing else of that site or of any other.
 *
 * @throws {SealError} `not-sealed`
 */
export function openItem(secret: SealSecret, seal: string, id: string): OpeningDocument {
  const index = secret.sites.findIndex(({ places }) => places.some((place) => place.id === id));
  const site = secret.sites[index];
  if (site === undefined) throw new SealError("not-sealed", `${id} is not in the declaration.`);
  const items = treeOver(site.places.map((place) => itemLeaf(secret.terms, place)));
  const at = site.places.findIndex((place) => place.id === id);
  const opened = { ...(site.places[at] as ItemPlace), index: at, path: items.prove(at) };
  const places = { kind: "some", root: items.root, places: [opened] } as const;
  return document(secret, seal, "item", (tree) => [openedSite(tree, site, index, places)]);
}

/**
 * Opens a site: every place of it, so that nothing there is held back.
 *
 * @throws {SealError} `not-sealed`
 */
export function openSite(secret: SealSecret, seal: string, name: string): OpeningDocument {
  const index = secret.sites.findIndex(({ site }) => site === name);
  const site = secret.sites[index];
  if (site === undefined) throw new SealError("not-sealed", `${name} is not in the declaration.`);
  return document(secret, seal, "site", (tree) => [openedSite(tree, site, index, all(site))]);
}

/** Opens everything, empty places included. */
export function openWhole(secret: SealSecret, seal: string): OpeningDocument {
  return document(secret, seal, "whole", (tree) =>
    secret.sites.map((site, index) => openedSite(tree, site, index, all(site))),
  );
}

function document(
  { terms, sites }: SealSecret,
  seal: string,
  scope: OpeningScope,
  open: (tree: SealedTree) => readonly OpenedSite[],
): OpeningDocument {
  const tree = treeOver(sites.map((site) => leafOfSite(terms, site)));
  return { seal, scope, tree: tree.root, sites: open(tree) };
}

function openedSite(
  tree: SealedTree,
  { site, salt }: SecretSite,
  index: number,
  items: OpenedPlaces,
): OpenedSite {
  return { index, site, salt, path: tree.prove(index), items };
}

function all({ places }: SecretSite): OpenedPlaces {
  return { kind: "all", places };
}

/** SHA-256 of an opening document, as its entry names it: 64 hexadecimal digits. */
export function openingDigest(bytes: Uint8Array): string {
  return toHex(sha256(bytes));
}
