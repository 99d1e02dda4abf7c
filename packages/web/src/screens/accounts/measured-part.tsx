import {
  type Account,
  type Id,
  type MaterialAccount,
  type Percentage,
  STAGE_WORDS,
} from "@proviso/core";
import type { Clock } from "../../say/clock.ts";
import { accountsWords } from "../../say/words-accounts.ts";
import { sayAmount, sayPercent } from "./amount.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { EntryIds } from "./entry-ids.tsx";

/** Percentages, each with its measure, its base and its date. */
export function PercentagesPart(props: { readonly account: Account; readonly clock: Clock }) {
  const { account, clock } = props;
  const { percentages: words } = accountsWords;
  return (
    <section>
      <h2>{words.heading}</h2>
      {account.percentages.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <DataTable
          name={words.heading}
          file={`${account.item}-percentages`}
          rows={account.percentages}
          columns={percentageColumns(clock)}
          keyOf={({ by, measure }, place) => `${by ?? ""} ${measure} ${place}`}
        />
      )}
    </section>
  );
}

function percentageColumns(clock: Clock): readonly DrawnColumn<Percentage>[] {
  const { percentages: words } = accountsWords;
  return [
    {
      head: words.share,
      isNumber: true,
      value: ({ low, high }) => (low === high ? low : `${low} to ${high}`),
      cell: (one) => sayPercent(one),
    },
    { head: words.measure, value: ({ measure }) => measure },
    {
      head: words.base,
      value: ({ base, whole }) => (whole === null ? base : `${base} (${sayAmount(whole)})`),
    },
    {
      head: words.asOf,
      value: ({ asOf }) => clock.typed(asOf),
      cell: ({ asOf }) => clock.full(asOf),
    },
    {
      head: words.from,
      value: ({ by }) => by ?? words.here,
      cell: ({ by }) => (by === null ? words.here : <EntryIds ids={[by]} />),
    },
  ];
}

/** The material balances between the inventories of each place; for what is measured alone. */
export function MaterialPart(props: {
  readonly account: Account;
  readonly clock: Clock;
  readonly titleOf: (id: Id) => string;
}) {
  const { account, clock, titleOf } = props;
  const { material: words } = accountsWords;
  if (account.material.length === 0) return null;
  return (
    <section>
      <h2>{words.heading}</h2>
      <p className="soft">{words.note}</p>
      {account.material.map(({ stage, place, periods }) => {
        const at = STAGE_WORDS[stage];
        const name = place === null ? at : `${titleOf(place)}, ${at}`;
        return (
          <div key={`${stage} ${place ?? ""}`}>
            <h3>{name}</h3>
            <DataTable
              name={`${words.heading}: ${name}`}
              file={`${account.item}-material-${place ?? stage}`}
              rows={periods}
              columns={materialColumns(clock, account.k)}
              keyOf={({ to }) => String(to)}
            />
          </div>
        );
      })}
    </section>
  );
}

type Period = MaterialAccount["periods"][number];

function materialColumns(clock: Clock, k: number): readonly DrawnColumn<Period>[] {
  const { material: words } = accountsWords;
  const figure = (head: string, value: (period: Period) => number): DrawnColumn<Period> => ({
    head,
    isNumber: true,
    value,
    cell: (period) => sayAmount(value(period)),
  });
  return [
    {
      head: words.until,
      value: ({ to }) => clock.typed(to),
      cell: ({ to }) => clock.full(to),
    },
    figure(words.began, ({ begin }) => begin.value),
    figure(words.came, ({ receipts }) => receipts),
    figure(words.went, ({ shipments }) => shipments),
    figure(words.ended, ({ ending }) => ending.value),
    figure(words.missing, ({ balance }) => balance.muf),
    figure(words.sigma, ({ balance }) => balance.sigma),
    { head: words.tests, value: ({ balance }) => sayTests(balance, k) },
  ];
}

function sayTests(balance: Period["balance"], k: number): string {
  const { significant, cumuf, cumufSigma, cumufSignificant, pageAlarm } = balance;
  const { beyond, within, inAll, page } = accountsWords.material;
  const total = inAll(sayAmount(cumuf), sayAmount(cumufSigma));
  return [
    significant ? beyond(k) : within(k),
    cumufSignificant ? `${total}, ${beyond(k)}` : total,
    pageAlarm ? page : "",
  ]
    .filter((said) => said !== "")
    .join("; ");
}
