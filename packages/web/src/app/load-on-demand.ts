/**
 * Brings what opens beside a page, or over it: reasons, entries, the finder. The first load does
 * without them (ADR 0123).
 */
export function loadOnDemand(): Promise<typeof import("./on-demand.ts")> {
  return import("./on-demand.ts");
}
