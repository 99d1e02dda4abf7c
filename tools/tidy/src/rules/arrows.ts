import { posix } from "node:path";
import { CORE_FOLDERS, mayImport, type Room, roomOf } from "../house.ts";
import type { Rule } from "../rule.ts";
import { importsOf, isTest, lineAt, type Source } from "../source.ts";

const SCOPE = "@proviso/";

/** Imports go one way: between packages, between the folders of the core, and through the index. */
export const arrows: Rule = {
  name: "arrows",
  why: "The direction of imports keeps a large codebase understandable; small files do not.",
  on: "source",
  check(source) {
    const room = roomOf(source.path);
    if (room === undefined) return [];
    return importsOf(source).flatMap(({ specifier, offset }) => {
      const message = faultOf(source, room, specifier);
      return message === undefined ? [] : [{ line: lineAt(source.text, offset), message }];
    });
  },
};

function faultOf(source: Source, room: Room, specifier: string): string | undefined {
  if (specifier.startsWith(SCOPE)) return packageFault(room, specifier.slice(SCOPE.length));
  if (specifier.startsWith(".")) return relativeFault(source, room, specifier);
  if (room.name === "core" && !isTest(source.path)) {
    return `The core depends on nothing; '${specifier}' belongs outside it.`;
  }
  return undefined;
}

function packageFault(room: Room, target: string): string | undefined {
  if (target.split("/")[0] === room.name) {
    return `Inside its own package a file is imported by a relative path, not '${SCOPE}${target}'.`;
  }
  if (mayImport(room.name, target)) return undefined;
  return (
    `${room.name} may not import '${SCOPE}${target}': the arrow goes the other way, or the path ` +
    `is not exported (docs/architecture.md).`
  );
}

function relativeFault(source: Source, room: Room, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(source.path), specifier);
  const other = roomOf(target);
  if (other === undefined) return undefined;
  if (other.name !== room.name) {
    return `'${specifier}' reaches into ${other.name}; import '${SCOPE}${other.name}' instead.`;
  }
  return room.name === "core" ? coreFault(source, room, other, specifier) : undefined;
}

/** In the core a folder is a room too: later folders import earlier ones, through their index. */
function coreFault(source: Source, room: Room, other: Room, specifier: string): string | undefined {
  if (room.folder === "" || other.folder === "" || room.folder === other.folder) return undefined;
  const [from, to] = [CORE_FOLDERS.indexOf(room.folder), CORE_FOLDERS.indexOf(other.folder)];
  if (from === -1 || to === -1) return undefined;
  if (to > from && !isTest(source.path)) {
    return `core/${room.folder} may not import core/${other.folder}, which comes after it.`;
  }
  if (!specifier.endsWith("/index.ts") && !isTest(source.path)) {
    return `'${specifier}' reaches past the index of core/${other.folder}; import its index.ts.`;
  }
  return undefined;
}
