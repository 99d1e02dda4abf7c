import type { Graph } from "./arrows.ts";
import type { Problem } from "./problem.ts";
import { isTest } from "./source.ts";

/** Into how many files of a room others may reach. */
const MOST_DOORS = 12;

/**
 * Rooms with too many doors. A room is a folder with an index; a file is in the nearest one above
 * it. A door is a file of a room that a file of another room imports; tests go where they like.
 */
export function doorProblems({ modules }: Pick<Graph, "modules">): readonly Problem[] {
  const rooms = new Set(
    modules
      .map(({ source }) => source)
      .flatMap((path) => path.match(/^(.*)\/index\.ts$/)?.[1] ?? []),
  );
  const doors = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    if (isTest(source)) continue;
    const from = roomOf(source, rooms);
    for (const { resolved } of dependencies) {
      const room = roomOf(resolved, rooms);
      if (room === null || room === from || isTest(resolved)) continue;
      doors.set(room, (doors.get(room) ?? new Set()).add(resolved));
    }
  }
  return [...doors].flatMap(([room, files]) => {
    if (files.size <= MOST_DOORS) return [];
    const message = `${files.size} files of it are imported from outside, of at most ${MOST_DOORS}: ${[...files].sort().join(", ")}. Offer them by its index, or part the room.`;
    return [{ rule: "doors", path: `${room}/index.ts`, line: 1, message }];
  });
}

function roomOf(path: string, rooms: ReadonlySet<string>): string | null {
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
    const folder = path.slice(0, at);
    if (rooms.has(folder)) return folder;
  }
  return null;
}
