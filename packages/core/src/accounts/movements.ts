import type { TransferReport } from "../evidence/index.ts";
import { byTime, type Voucher } from "./voucher.ts";

type Transfer = Voucher<TransferReport>;

/**
 * The movements that transfers report, each with all its reports. Two reports of one voyage, or of
 * the same serials, between the same stages and places are of one movement; where neither is
 * given, those whose times overlap are: a second report corroborates and is never added.
 */
export function movementsOf(transfers: readonly Transfer[]): readonly (readonly Transfer[])[] {
  const byRoute = new Map<string, Transfer[]>();
  for (const transfer of [...transfers].sort(byTime)) {
    const key = routeOf(transfer.claim);
    const known = byRoute.get(key);
    if (known === undefined) byRoute.set(key, [transfer]);
    else known.push(transfer);
  }
  return [...byRoute]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, of]) => (isIdentified(of[0]!.claim) ? [of] : overlapping(of)));
}

function isIdentified({ vessel, serials = [] }: TransferReport): boolean {
  return vessel !== null || serials.length > 0;
}

function routeOf(claim: TransferReport): string {
  const { from, to, vessel, voyage, serials = [] } = claim;
  const route = [from.stage, from.place, from.lot, to.stage, to.place, to.lot, vessel, voyage];
  return JSON.stringify([...route, vessel === null ? [...serials].sort() : []]);
}

/** Reports in chains of overlapping times. */
function overlapping(transfers: readonly Transfer[]): readonly (readonly Transfer[])[] {
  const byBegin = [...transfers].sort(
    (one, other) => one.seen.from - other.seen.from || byTime(one, other),
  );
  const chains: Transfer[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const transfer of byBegin) {
    const { from, to } = transfer.seen;
    if (from < until || (from === to && from === until)) chains.at(-1)!.push(transfer);
    else chains.push([transfer]);
    until = Math.max(until, to);
  }
  return chains.map((chain) => chain.sort(byTime));
}
