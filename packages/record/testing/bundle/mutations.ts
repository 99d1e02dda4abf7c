import * as fc from "fast-check";
import { sha256 } from "../../src/log/index.ts";
import { BUNDLE, type BundleFiles } from "../../src/walk/bundle/layout.ts";
import { formatSums } from "../../src/walk/bundle/sums.ts";

/** Something that is done to the files of a bundle by someone who can sign nothing. */
export interface Mutation {
  readonly what: "bit" | "byte" | "shorter" | "longer" | "dropped" | "swapped" | "older";
  /** Drawn from the files, the numbers below from all there are. */
  readonly path: string;
  readonly other: string;
  readonly at: number;
  readonly value: number;
  /** Whether the list of files is made to fit, without its signature. */
  readonly isListed: boolean;
}

/** Every mutation of the files of these names. */
export function mutationOf(paths: readonly string[]): fc.Arbitrary<Mutation> {
  const path = fc.constantFrom(...paths);
  const number = fc.nat(0xffff_ffff);
  return fc.record({
    what: fc.constantFrom("bit", "byte", "shorter", "longer", "dropped", "swapped", "older"),
    path,
    other: path,
    at: number,
    value: fc.integer({ min: 1, max: 255 }),
    isListed: fc.boolean(),
  });
}

/** A bundle after a mutation, and the files that are others now: none, where it changed nothing. */
export interface Mutated {
  readonly files: BundleFiles;
  readonly changed: ReadonlySet<string>;
}

/**
 * Does to a bundle what a mutation says.
 *
 * @param older - the bundle of another, earlier state of the same record.
 */
export function mutated(sound: BundleFiles, older: BundleFiles, mutation: Mutation): Mutated {
  const files = new Map(sound);
  const put = (path: string, bytes: Uint8Array | undefined): void => {
    if (bytes === undefined) files.delete(path);
    else files.set(path, bytes);
  };
  for (const [path, bytes] of changesOf(sound, older, mutation)) put(path, bytes);
  if (mutation.isListed && mutation.path !== BUNDLE.sums && files.has(BUNDLE.sums)) {
    const listed = [...files].filter(([path]) => path !== BUNDLE.sums && path !== BUNDLE.sumsNote);
    files.set(BUNDLE.sums, new TextEncoder().encode(formatSums(new Map(listed), sha256)));
  }
  const paths = new Set([...sound.keys(), ...files.keys()]);
  const changed = [...paths].filter((path) => !isSame(sound.get(path), files.get(path)));
  return { files, changed: new Set(changed) };
}

function changesOf(
  sound: BundleFiles,
  older: BundleFiles,
  { what, path, other, at, value }: Mutation,
): readonly (readonly [string, Uint8Array | undefined])[] {
  const bytes = Uint8Array.from(sound.get(path) ?? []);
  const place = at % Math.max(1, bytes.length);
  switch (what) {
    case "bit":
      bytes[place] = (bytes[place] ?? 0) ^ (1 << (value & 7));
      return [[path, bytes]];
    case "byte":
      bytes[place] = (bytes[place] ?? 0) ^ value;
      return [[path, bytes]];
    case "shorter":
      return [[path, bytes.slice(0, place)]];
    case "longer":
      return [[path, Uint8Array.from([...bytes, value])]];
    case "dropped":
      return [[path, undefined]];
    case "swapped":
      return [
        [path, sound.get(other)],
        [other, sound.get(path)],
      ];
    case "older":
      return [[path, older.get(path)]];
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
