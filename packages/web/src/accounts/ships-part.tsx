import type { Account, Id, ShipAccount } from "@proviso/core";
import { accountsWords } from "../words-accounts.ts";
import { sayAmount, sayBounds } from "./amount.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { EntryIds } from "./entry-ids.tsx";

/** What is known of each voyage: declared, left, counted, and what nobody uncovered (T30). */
export function ShipsPart(props: {
  readonly account: Account;
  readonly titleOf: (id: Id) => string;
}) {
  const { account, titleOf } = props;
  const { ships: words } = accountsWords;
  const { ships, total } = account;
  return (
    <section>
      <h2>{words.heading}</h2>
      {ships.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <>
          <p>
            {words.total(
              sayBounds(total.counted),
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

/** The columns of the table of ships; bounds are sorted and downloaded by the lower one. */
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
    { head: words.says, value: ({ says }) => says },
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
      return amount === null ? "" : sayAmount(amount);
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
      return found === null ? "" : sayBounds(found);
    },
  };
}
