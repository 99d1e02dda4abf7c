/**
 * The arrows of the house: what each room may import. The compiler enforces the same through
 * project references; here they are said once more in one table, with better words, and a test
 * holds the two together.
 */

/** The rooms of the record that run in a browser too. */
const IN_BROWSER = ["entries", "log", "envelope", "seal", "label", "walk", "bundle"].map(
  (room) => `record/${room}`,
);

/** Each package with the packages that it may import, as `docs/architecture.md` draws them. */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  language: ["core"],
  formats: ["core"],
  record: ["core"],
  server: ["core", "formats", "language", "record"],
  cli: ["core", "formats", "language", "record"],
  web: ["core", "language", ...IN_BROWSER],
  bench: ["core", "language", "record", ...IN_BROWSER],
};

/** The folders of the core: each imports only those before it. */
export const CORE_FOLDERS: readonly string[] = [
  "time",
  "logic",
  "evidence",
  "accounts",
  "agreement",
  "verdict",
  "conduct",
  "flaws",
];

/** Subpaths that packages export beside their index. */
export const SUBPATHS: Readonly<Record<string, readonly string[]>> = {
  record: [
    "entries",
    "log",
    "envelope",
    "seal",
    "label",
    "walk",
    "bundle",
    "bundle-folder",
    "heads",
    "folder",
    "fsck",
    "writing",
    "sqlite",
    "postgres",
    "installation",
    "keeping",
    "store",
  ],
};

/** The room a file is in: a package, and in the core and the record also a folder of it. */
export type Room = { readonly name: string; readonly folder: string };

/** Finds the room of a path from the root; `undefined` outside the rooms. */
export function roomOf(path: string): Room | undefined {
  const found = /^(?:packages\/([\w-]+)|(bench))\/(?:src|testing)\/(?:([\w-]+)\/)?/.exec(path);
  if (found === null) return undefined;
  return { name: found[1] ?? found[2] ?? "", folder: found[3] ?? "" };
}

/**
 * Whether a package may import what stands behind `@proviso/<target>`. A package that may be
 * imported may be imported by its subpaths too, not the other way round.
 */
export function mayImport(room: string, target: string): boolean {
  const allowed = ARROWS[room] ?? [];
  const [name = "", ...subpath] = target.split("/");
  if (subpath.length > 0 && !SUBPATHS[name]?.includes(subpath.join("/"))) return false;
  return allowed.includes(target) || allowed.includes(name);
}
