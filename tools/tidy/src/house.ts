import { readFileSync } from "node:fs";

/**
 * The arrows of the house: what each room may import. The compiler enforces the same through
 * project references; here they are said once more in one table, from which dependency-cruiser is told what
 * to refuse, and a test holds the two together.
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
  wire: ["core", "language", ...IN_BROWSER],
  server: ["core", "language", "record", "wire"],
  cli: ["core", "formats", "language", "record"],
  web: ["core", "language", "formats/csv-writer", "wire", ...IN_BROWSER],
  bench: ["core", "language", "record", ...IN_BROWSER],
};

/** The folders of the core: each imports only those before it. */
export const CORE_FOLDERS: readonly string[] = [
  "fault",
  "time",
  "logic",
  "evidence",
  "accounts",
  "agreement",
  "verdict",
  "conduct",
  "flaws",
];

/** The rooms of the record: each imports only those before it. */
export const RECORD_ROOMS: readonly string[] = [
  "entries",
  "log",
  "envelope",
  "store",
  "walk",
  "writing",
];

/** The rooms of the web app: each imports only those before it. */
export const WEB_ROOMS: readonly string[] = ["say", "shared", "case", "screens", "app"];

/** Each package with what its `exports` name beside its index: the subpaths, and their files. */
export const SUBPATHS: Readonly<Record<string, Readonly<Record<string, string>>>> =
  Object.fromEntries(Object.keys(ARROWS).map((name) => [name, subpathsOf(name)]));

function subpathsOf(name: string): Readonly<Record<string, string>> {
  const manifest = new URL(`../../../${folderOf(name)}/package.json`, import.meta.url);
  const { exports = {} }: { readonly exports?: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(manifest, "utf8"),
  );
  const subpaths = Object.entries(exports).filter(([path]) => path !== ".");
  return Object.fromEntries(subpaths.map(([path, file]) => [path.slice(2), file.slice(2)]));
}

/** Where a package stands, from the root. */
export function folderOf(name: string): string {
  return name === "bench" ? "bench" : `packages/${name}`;
}

/** The file behind `@proviso/<target>`, from the root: an index, or what a subpath names. */
export function fileBehind(target: string): string {
  const [name = "", ...subpath] = target.split("/");
  const file = subpath.length === 0 ? "src/index.ts" : SUBPATHS[name]?.[subpath.join("/")];
  if (file === undefined) throw new Error(`No package exports '${target}'.`);
  return `${folderOf(name)}/${file}`;
}

/**
 * Whether a package may import what stands behind `@proviso/<target>`. A package that may be
 * imported may be imported by its subpaths too, not the other way round.
 */
export function mayImport(room: string, target: string): boolean {
  const allowed = ARROWS[room] ?? [];
  const [name = ""] = target.split("/");
  return allowed.includes(target) || allowed.includes(name);
}
