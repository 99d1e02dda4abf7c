import type { Account, Id, ShipAccount } from "@proviso/core";
import type { Clock } from "../../say/clock.ts";
import { accountsWords } from "../../say/words-accounts.ts";
import { sayAmount, sayBounds, sayPercent } from "./amount.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { type DepartureRow, departuresOf } from "./departures.ts";
import { EntryIds } from "./entry-ids.tsx";

/** What is known of each voyage: declared, left, counted, and what nobody uncovered (T30). */
export function ShipsPart(props: {
  readonly account: Account;
  readonly titleOf: (id: Id) => string;
}) {
  const { account, titleOf } = props;
  const { ships: words } = accountsWords;
  const { ships, total } = account;
  const isCounted = total.notByShip !== 0 || ships.some(({ counted }) => counted !== null);
  return (
    <section>
      <h2>{words.heading}</h2>
      {ships.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <>
          <p>
            {words.total(
              isCounted ? sayBounds(total.counted) : null,
              total.notByShip === 0 ? null : sayAmount(total.notByShip),
            )}
          </p>
          <DataTable
            name={words.heading}
            file={`${account.item}-ships`}
            rows={ships}
            columns={shipColumns(titleOf)}
            keyOf={({ vessel, voyage }) => JSON.stringify([vessel, voyage])}
          />
        </>
      )}
    </section>
  );
}

/** What left from each place, and how much of it was counted; nothing where no place is reported. */
export function DeparturesPart(props: {
  readonly account: Account;
  readonly clock: Clock;
  readonly titleOf: (id: Id) => string;
}) {
  const { account, clock, titleOf } = props;
  const { departures: words } = accountsWords;
  const rows = departuresOf(account);
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{words.heading}</h2>
      <DataTable
        name={words.heading}
        file={`${account.item}-departures`}
        rows={rows}
        columns={departureColumns(titleOf)}
        keyOf={({ place }) => place ?? ""}
      />
      <p className="soft">{words.note(clock.full(account.asOf))}</p>
    </section>
  );
}

function departureColumns(titleOf: (id: Id) => string): readonly DrawnColumn<DepartureRow>[] {
  const { departures: words } = accountsWords;
  const amount = (
    head: string,
    value: (row: DepartureRow) => number | null,
  ): DrawnColumn<DepartureRow> => ({
    head,
    isNumber: true,
    value,
    cell: (row) => {
      const found = value(row);
      return found === null ? "–" : sayAmount(found);
    },
  });
  return [
    { head: words.from, value: ({ place }) => (place === null ? words.inAll : titleOf(place)) },
    amount(words.ships, ({ ships }) => ships),
    amount(words.left, ({ left }) => left),
    amount(words.counted, ({ counted }) => counted),
    {
      head: words.share,
      isNumber: true,
      value: ({ share }) => share,
      cell: ({ share }) => (share === null ? "–" : sayPercent({ low: share, high: share })),
    },
  ];
}

/** The columns of the table of ships; an interval is downloaded as it is read. */
export function shipColumns(titleOf: (id: Id) => string): readonly DrawnColumn<ShipAccount>[] {
  const { ships: words, blind } = accountsWords;
  return [
    { head: words.ship, value: ({ vessel }) => vessel },
    { head: words.voyage, value: ({ voyage }) => voyage },
    { head: words.from, value: ({ place }) => (place === null ? null : titleOf(place)) },
    figure(words.declared, ({ declared }) => declared),
    bounds(words.left, ({ departed }) => departed),
    bounds(words.counted, ({ counted }) => counted),
    figure(words.covered, ({ covered }) => covered),
    { head: words.blind, value: (ship) => blind[ship.blind] },
    { head: words.says, isProse: true, value: ({ says }) => says },
    {
      head: words.entries,
      value: ({ counts }) => counts.map(({ by }) => by).join(" "),
      cell: ({ counts }) => <EntryIds ids={counts.map(({ by }) => by)} />,
    },
  ];
}

function figure(
  head: string,
  pick: (ship: ShipAccount) => number | null,
): DrawnColumn<ShipAccount> {
  return {
    head,
    isNumber: true,
    value: pick,
    cell: (ship) => {
      const amount = pick(ship);
      return amount === null ? "–" : sayAmount(amount);
    },
  };
}

function bounds(
  head: string,
  pick: (ship: ShipAccount) => ShipAccount["counted"],
): DrawnColumn<ShipAccount> {
  return {
    head,
    isNumber: true,
    // An interval is no number: it is downloaded as it is read.
    value: (ship) => {
      const found = pick(ship);
      if (found === null) return null;
      return found.low === found.high ? found.low : `${found.low} to ${found.high}`;
    },
    cell: (ship) => {
      const found = pick(ship);
      return found === null ? "–" : sayBounds(found);
    },
  };
}
