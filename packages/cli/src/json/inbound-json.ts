import type { Inbound, InboundShip, Zone } from "@proviso/core";
import { rfc3339 } from "../instants.ts";
import type { Json } from "./clause-json.ts";

/** The queue of what is inbound, in the documented shape (`docs/cli-json.md`); waits in ms. */
export function inboundJson(inbound: Inbound, where: Zone): { readonly [key: string]: Json } {
  return {
    asOf: rfc3339(where, inbound.asOf),
    partial: inbound.partial,
    queue: inbound.queue.map((ship) => shipJson(ship, where)),
    decided: inbound.decided.map((ship) => shipJson(ship, where)),
    longestWaitMs: inbound.longestWait,
    medianWaitMs: inbound.medianWait,
  };
}

function shipJson(ship: InboundShip, where: Zone): Json {
  return {
    ship: ship.ship,
    standing: ship.standing,
    steps: ship.steps.map(({ at, ...step }) => ({ ...step, at: rfc3339(where, at) })),
    waitsMs: ship.waits,
    waitsAtMost: ship.waitsAtMost,
    delays: ship.delays.map(({ from, to, length }) => ({ from, to, lengthMs: length })),
    uninspected: ship.uninspected,
    decidedTwice: ship.decidedTwice,
  };
}
