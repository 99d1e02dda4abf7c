import type { Account, Discrepancy } from "@proviso/core";
import { accountsWords } from "../../say/words-accounts.ts";
import { sayUnaccounted } from "./accounts-view.ts";
import { sayBounds, saySigma } from "./amount.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { EntryIds } from "./entry-ids.tsx";

/** How many, and whether the same ones: two verdicts, and neither says anything of the other. */
export function VerdictsPart({ account }: { readonly account: Account }) {
  const { verdicts: words, same } = accountsWords;
  const { identity, doubles } = account;
  const given = identity.filter(({ verdict }) => verdict !== "not given");
  return (
    <section>
      <h2>{words.heading}</h2>
      <dl className="account-verdicts">
        <div>
          <dt>{words.quantity}</dt>
          <dd>{sayUnaccounted(account)}</dd>
        </div>
        <div>
          <dt>{words.identity}</dt>
          {given.length === 0 ? (
            <dd>{words.noMarks}</dd>
          ) : (
            given.map(({ by, verdict, says, missing, unknown }) => (
              <dd key={by}>
                {by}: <strong>{same[verdict]}</strong>; {says}
                {missing.length === 0 ? null : `; ${words.missing(missing.join(", "))}`}
                {unknown.length === 0 ? null : `; ${words.unknown(unknown.join(", "))}`}
              </dd>
            ))
          )}
        </div>
      </dl>
      {doubles.map(({ by, first, because, what }) => (
        <p key={`${by} ${first} ${what}`}>
          {words.twice}
          <EntryIds ids={[by]} />
          {words.twiceWhy(what, because)}
          <EntryIds ids={[first]} />
        </p>
      ))}
    </section>
  );
}

/** Differences between figures, in words, with what they mean. */
export function DifferencesPart({ account }: { readonly account: Account }) {
  const { differences: words } = accountsWords;
  const { differences, k } = account;
  return (
    <section>
      <h2>{words.heading}</h2>
      {differences.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <DataTable
          name={words.heading}
          file={`${account.item}-differences`}
          rows={differences}
          columns={differenceColumns(k)}
          keyOf={({ between, of }, place) => `${between} ${of.join(" ")} ${place}`}
        />
      )}
    </section>
  );
}

function differenceColumns(k: number): readonly DrawnColumn<Discrepancy>[] {
  const { differences: words, means } = accountsWords;
  const tested = ({ significant }: Discrepancy) =>
    significant === null ? "" : significant ? words.significant(k) : words.insignificant(k);
  return [
    { head: words.between, value: ({ between }) => between },
    {
      head: words.is,
      isNumber: true,
      value: ({ difference: { low, high } }) => (low === high ? low : `${low} to ${high}`),
      cell: ({ difference }) => `${sayBounds(difference)} ${saySigma(difference.sigma)}`,
    },
    {
      head: words.means,
      value: (one) => [means[one.means], tested(one)].filter((said) => said !== "").join(", "),
    },
    { head: words.says, isProse: true, value: ({ says }) => says },
    {
      head: words.from,
      value: ({ of }) => of.join(" "),
      cell: ({ of }) => <EntryIds ids={of} />,
    },
  ];
}

/** Reports that bear on the item and are not booked, each with its reason. */
export function LeftOutPart({ account }: { readonly account: Account }) {
  const { leftOut: words } = accountsWords;
  const { leftOut } = account;
  return (
    <section>
      <h2>{words.heading}</h2>
      {leftOut.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <DataTable
          name={words.heading}
          file={`${account.item}-not-booked`}
          rows={leftOut}
          columns={[
            {
              head: words.entry,
              value: ({ by }) => by,
              cell: ({ by }) => <EntryIds ids={[by]} />,
            },
            { head: words.why, isProse: true, value: ({ why }) => why },
          ]}
          keyOf={({ by }, place) => `${by} ${place}`}
        />
      )}
    </section>
  );
}
