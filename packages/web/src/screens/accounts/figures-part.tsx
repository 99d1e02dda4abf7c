import { type Account, type ColumnEntry, type Id, STAGE_WORDS } from "@proviso/core";
import { accountsWords } from "../../say/words-accounts.ts";
import { balanceRows, type LineRow, lineRows, sayWhere } from "./accounts-view.ts";
import { sayAmount, sayBounds, sayDoubt, saySigma } from "./amount.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { EntryIds } from "./entry-ids.tsx";

/** The three columns: declared, amended, estimated; none is ever mended by another. */
export function ColumnsPart({ account }: { readonly account: Account }) {
  const { columns: words } = accountsWords;
  const { declared, amendedDeclared, estimate, base } = account.columns;
  return (
    <section>
      <h2>{words.heading}</h2>
      <dl className="account-columns">
        <Said name={words.declared} entry={declared} none={words.none.declared} />
        <Said name={words.amended} entry={amendedDeclared} none={words.none.amended} />
        <Said name={words.estimated} entry={estimate} none={words.none.estimated} />
      </dl>
      <p className="soft">{words.note(base === null ? null : sayAmount(base))}</p>
    </section>
  );
}

function Said(props: {
  readonly name: string;
  readonly entry: ColumnEntry | null;
  readonly none: string;
}) {
  const { name, entry, none } = props;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {entry === null ? (
          <span className="soft">{none}</span>
        ) : (
          <>
            <span className="account-figure">{sayBounds(entry)}</span> {saySigma(entry.sigma)}{" "}
            <EntryIds ids={entry.from} />
          </>
        )}
      </dd>
    </div>
  );
}

/** The balance: always with what is unaccounted for, also where that is nothing. */
export function BalancePart({ account }: { readonly account: Account }) {
  const { balance: words } = accountsWords;
  const { declared } = account.balance;
  const isDeclared = account.columns.base !== null;
  const apart = account.percentages.filter(({ by }) =>
    account.leftOut.some((one) => one.by === by),
  ).length;
  return (
    <section>
      <h2>{words.heading}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className="table-box" tabIndex={0} aria-label={words.heading}>
        <table className="log-table account-table balance-table">
          <tbody>
            {balanceRows(account).map(({ term, words: name, amount, note }) => (
              <tr key={term} className={term === "unaccountedFor" ? "unaccounted" : undefined}>
                <th scope="row">{name}</th>
                <td className="figure">{amount === null ? "–" : sayAmount(amount.value)}</td>
                <td>{amount === null ? "" : sayDoubt(amount)}</td>
                <td>{note}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{accountsWords.base}</th>
              <td className="figure">{isDeclared ? sayAmount(declared.value) : "–"}</td>
              <td>{isDeclared ? sayDoubt(declared) : ""}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </section>
      {apart === 0 ? null : <p className="soft">{words.apart(apart)}</p>}
    </section>
  );
}

/** What stands at each stage and place, and what a party declares to be there. */
export function LinesPart(props: {
  readonly account: Account;
  readonly titleOf: (id: Id) => string;
}) {
  const { account, titleOf } = props;
  const { lines: words } = accountsWords;
  const rows = lineRows(account);
  return (
    <section>
      <h2>{words.heading}</h2>
      {rows.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <DataTable
          name={words.heading}
          file={`${account.item}-places`}
          rows={rows}
          columns={lineColumns(titleOf)}
          keyOf={({ key }) => key}
        />
      )}
    </section>
  );
}

function lineColumns(titleOf: (id: Id) => string): readonly DrawnColumn<LineRow>[] {
  const { lines: words } = accountsWords;
  return [
    { head: words.stage, value: ({ line }) => STAGE_WORDS[line.stage] },
    { head: words.where, value: (row) => sayWhere(row, titleOf) },
    {
      head: words.there,
      isNumber: true,
      value: ({ line }) => line.amount.value,
      cell: ({ line }) => sayAmount(line.amount.value),
    },
    {
      head: words.declared,
      isNumber: true,
      value: ({ line }) => line.declared,
      cell: ({ line }) => (line.declared === null ? "–" : sayAmount(line.declared)),
    },
    { head: words.doubt, value: ({ line }) => sayDoubt(line.amount) },
    {
      head: words.from,
      value: ({ line }) => line.from.join(" "),
      cell: ({ line }) => <EntryIds ids={line.from} />,
    },
  ];
}
