/**
 * Brings what opens beside a page, or over it: reasons, entries, the finder. The first load does
 * without them (ADR 0123).
 */
export function bringBeside(): Promise<typeof import("./beside.ts")> {
  return import("./beside.ts");
}
