import {
  type Account,
  type Id,
  type Inbound,
  sayUnit,
  type ToldTerm,
  toldBalance,
} from "@proviso/core";
import type { ReactNode } from "react";
import type { Clock } from "../../say/clock.ts";
import { accountsWords } from "../../say/words-accounts.ts";
import type { ItemName } from "./accounts-view.ts";
import { sayAmount } from "./amount.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { BalancePart, ColumnsPart, LinesPart } from "./figures-part.tsx";
import { FlowPart } from "./flow-part.tsx";
import { InboundPart } from "./inbound-part.tsx";
import { MaterialPart, PercentagesPart } from "./measured-part.tsx";
import { DeparturesPart, ShipsPart } from "./ships-part.tsx";
import { DifferencesPart, LeftOutPart, VerdictsPart } from "./verdicts-part.tsx";

/** An item with its account; `null` where the texts in force then do not declare it. */
export interface Accounted extends ItemName {
  readonly account: Account | null;
}

/** Where every item is: all of them in one table, then one of them in full. */
export function Accounts(props: {
  readonly items: readonly Accounted[];
  /** The item that is shown in full; `null` where the case has no item by the name asked for. */
  readonly chosen: Accounted | null;
  /** What was asked for, where it is no item of the case. */
  readonly unknown: string | null;
  readonly inbound: Inbound;
  readonly dateline: string;
  readonly clock: Clock;
  readonly titleOf: (id: Id) => string;
  /** How an item leads to its account. */
  readonly link: (item: ItemName, isChosen: boolean) => ReactNode;
}) {
  const { items, chosen, unknown, inbound, dateline, clock, titleOf, link } = props;
  return (
    <div className="record accounts">
      <p className="dateline">{dateline}</p>
      <h1>{accountsWords.heading}</h1>
      <p className="record-why">{accountsWords.why}</p>
      {items.length === 0 ? (
        <section>
          <p>{accountsWords.noItems}</p>
          <p className="soft">{accountsWords.noItemsWhy}</p>
        </section>
      ) : (
        <Overview items={items} chosen={chosen} link={link} />
      )}
      {unknown === null ? null : <p role="alert">{accountsWords.unknownItem(unknown)}</p>}
      {chosen === null ? null : chosen.account === null ? (
        <section>
          <p>{accountsWords.notYet(chosen.title)}</p>
        </section>
      ) : (
        <OneAccount key={chosen.id} account={chosen.account} clock={clock} titleOf={titleOf} />
      )}
      <InboundPart inbound={inbound} clock={clock} titleOf={titleOf} />
    </div>
  );
}

function Overview(props: {
  readonly items: readonly Accounted[];
  readonly chosen: Accounted | null;
  readonly link: (item: ItemName, isChosen: boolean) => ReactNode;
}) {
  const { items, chosen, link } = props;
  const { terms } = accountsWords;
  const term = (
    head: string,
    asked: ToldTerm["term"],
    isIt: (is: ToldTerm["is"]) => boolean = () => true,
  ): DrawnColumn<Accounted> => {
    const value = ({ account }: Accounted) => {
      if (account === null) return null;
      const told = toldBalance(account).find((one) => one.term === asked)!;
      if (told.amount === null) return null;
      // Where more was seen than is declared, nothing is unaccounted for; and the other way round.
      if (isIt(told.is)) return told.amount.value;
      return told.is === "undeclared" ? null : 0;
    };
    const cell = (item: Accounted) => {
      const amount = value(item);
      return amount === null ? "–" : sayAmount(amount);
    };
    return { head, isNumber: true, value, cell };
  };
  return (
    <section>
      <h2>{accountsWords.all}</h2>
      <DataTable
        name={accountsWords.all}
        file="accounts"
        rows={items}
        keyOf={({ id }) => id}
        columns={[
          {
            head: accountsWords.item,
            value: ({ title }) => title,
            cell: (item) => link(item, item.id === chosen?.id),
          },
          { head: accountsWords.unit, value: ({ account }) => unitOf(account) },
          term(accountsWords.declared, "declared"),
          term(terms.inPlace, "inPlace"),
          term(terms.inTransit, "inTransit"),
          term(terms.countedOut, "countedOut"),
          term(terms.destroyed, "destroyed"),
          term(terms.unaccountedFor, "unaccountedFor", (is) => is === "missing"),
          term(accountsWords.beyond.over, "unaccountedFor", (is) => is !== "missing"),
        ]}
      />
    </section>
  );
}

function unitOf(account: Account | null): string {
  if (account === null) return "";
  return sayUnit(account.unit) || accountsWords.pieces;
}

function OneAccount(props: {
  readonly account: Account;
  readonly clock: Clock;
  readonly titleOf: (id: Id) => string;
}) {
  const { account, clock, titleOf } = props;
  return (
    <article aria-labelledby="account-title" className="account">
      <h2 id="account-title" className="account-title">
        {account.title} <span className="soft">{accountsWords.inUnit(unitOf(account))}</span>
      </h2>
      <p className="soft">{accountsWords.level(account.level)}</p>
      {account.partial ? <p className="alarm">{accountsWords.partial}</p> : null}
      <ColumnsPart account={account} />
      <BalancePart account={account} />
      <FlowPart account={account} />
      <VerdictsPart account={account} />
      <DifferencesPart account={account} />
      <LinesPart account={account} titleOf={titleOf} />
      <DeparturesPart account={account} clock={clock} titleOf={titleOf} />
      <ShipsPart account={account} titleOf={titleOf} />
      <PercentagesPart account={account} clock={clock} />
      <MaterialPart account={account} clock={clock} titleOf={titleOf} />
      <LeftOutPart account={account} />
    </article>
  );
}
