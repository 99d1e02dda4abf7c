import { type Inbound, type InboundShip, sayDuration, type Zone } from "@proviso/core";
import { sayMoment } from "../instants.ts";
import type { Io } from "../io.ts";
import { heading, indented } from "./layout.ts";
import { table } from "./table.ts";

/** Shows who is on the way in, who waits and for how long, and what was decided. */
export function showInbound(io: Io, inbound: Inbound, where: Zone): string {
  const { queue, decided, longestWait, medianWait, partial } = inbound;
  const longest = longestWait === null ? "" : `, the longest for ${sayDuration(longestWait)}`;
  const whose = decided.some(({ waitsAtMost }) => waitsAtMost)
    ? "those whose time is known"
    : "them";
  const median = medianWait === null ? "" : `, half of ${whose} within ${sayDuration(medianWait)}`;
  return [
    partial
      ? indented(io, 0, "Partial: for an audience that may not see everything.", "doubtful")
      : "",
    heading(io, queue.length === 0 ? "Nobody waits" : `${counted(queue)} waiting${longest}`),
    queue.length === 0 ? "" : ships(io, queue, where),
    heading(
      io,
      decided.length === 0 ? "Nothing is decided" : `${counted(decided)} decided${median}`,
    ),
    decided.length === 0 ? "" : ships(io, decided, where),
  ].join("");
}

function counted(of: readonly InboundShip[]): string {
  return of.length === 1 ? "1 ship" : `${of.length} ships`;
}

function ships(io: Io, of: readonly InboundShip[], where: Zone): string {
  const columns = [
    { head: "ship" },
    { head: "stands" },
    { head: "waits", isNumber: true },
    { head: "steps" },
  ] as const;
  return table(
    io,
    columns,
    of.map((ship) => [ship.ship, ship.standing, sayWait(ship), saySteps(ship, where)]),
  );
}

function sayWait({ waits, waitsAtMost }: InboundShip): string {
  return `${waitsAtMost ? "at most " : ""}${sayDuration(waits)}`;
}

function saySteps({ steps, uninspected, decidedTwice }: InboundShip, where: Zone): string {
  const said = steps.map(({ standing, at, isBound, by, reason, from }) => {
    const who = by === null ? "" : ` by ${by}`;
    const why = reason === null ? "" : `: ${reason}`;
    const when = `${isBound ? "by " : ""}${sayMoment(where, at)}${isBound ? " at the latest" : ""}`;
    return `${standing} ${when}${who}${why} (${from.join(", ")})`;
  });
  if (uninspected) said.push("no inspection is reported");
  if (decidedTwice) said.push("cleared and refused are both reported: the later stands");
  return said.join("; ");
}
