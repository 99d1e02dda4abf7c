import {
  type Id,
  type Inbound,
  type InboundShip,
  type InboundStep,
  sayDuration,
} from "@proviso/core";
import type { Clock } from "../../say/clock.ts";
import { accountsWords } from "../../say/words-accounts.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { EntryIds } from "./entry-ids.tsx";

/** Who is on the way in, who waits and for how long, and what was decided (T21). */
export function InboundPart(props: {
  readonly inbound: Inbound;
  readonly clock: Clock;
  readonly titleOf: (id: Id) => string;
}) {
  const { inbound, clock, titleOf } = props;
  const { inbound: words } = accountsWords;
  const { queue, decided, longestWait, medianWait } = inbound;
  if (queue.length + decided.length === 0) return null;
  const waiting = longestWait === null ? "" : sayDuration(longestWait);
  const median = medianWait === null ? null : sayDuration(medianWait);
  return (
    <section>
      <h2>{words.heading}</h2>
      <p>
        {words.waiting(queue.length, waiting)} {words.decided(decided.length, median)}
      </p>
      <DataTable
        name={words.heading}
        file="inbound"
        rows={[...queue, ...decided]}
        columns={inboundColumns(clock, titleOf)}
        keyOf={({ ship }) => ship}
      />
    </section>
  );
}

function inboundColumns(
  clock: Clock,
  titleOf: (id: Id) => string,
): readonly DrawnColumn<InboundShip>[] {
  const { inbound: words } = accountsWords;
  const entries = ({ steps }: InboundShip) => [...new Set(steps.flatMap(({ from }) => from))];
  return [
    { head: words.ship, value: ({ ship }) => titleOf(ship) },
    { head: words.standing, value: ({ standing }) => standing },
    { head: words.waits, value: sayWait },
    { head: words.steps, isProse: true, value: (ship) => saySteps(ship, clock, titleOf) },
    { head: words.delays, isProse: true, value: sayDelays },
    {
      head: words.entries,
      value: (ship) => entries(ship).join(" "),
      cell: (ship) => <EntryIds ids={entries(ship)} />,
    },
  ];
}

function sayWait({ waits, waitsAtMost }: InboundShip): string {
  const length = sayDuration(waits);
  return waitsAtMost ? accountsWords.inbound.atMost(length) : length;
}

/** How long it was from each step to the next. */
function sayDelays({ delays }: InboundShip): string {
  return delays
    .map(({ from, to, length }) => accountsWords.inbound.delay(from, to, sayDuration(length)))
    .join("; ");
}

function saySteps(ship: InboundShip, clock: Clock, titleOf: (id: Id) => string): string {
  const { inbound: words } = accountsWords;
  const said = ship.steps.map((step) => sayStep(step, clock, titleOf));
  if (ship.uninspected) said.push(words.uninspected);
  if (ship.decidedTwice) said.push(words.decidedTwice);
  return said.join("; ");
}

function sayStep(step: InboundStep, clock: Clock, titleOf: (id: Id) => string): string {
  const { inbound: words } = accountsWords;
  const { standing, at, isBound, by, reason } = step;
  const when = isBound ? words.bound(clock.full(at)) : clock.full(at);
  const who = by === null ? "" : words.by(titleOf(by));
  return `${standing} ${when}${who}${reason === null ? "" : `: ${reason}`}`;
}
