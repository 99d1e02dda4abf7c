import type { Account } from "@proviso/core";
import { Component, lazy, type ReactNode, Suspense } from "react";
import { accountsWords } from "../../say/words-accounts.ts";
import { sayPlace } from "./accounts-view.ts";
import { sayAmount } from "./amount.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { type FlowLink, flowOf, flowRows, keyOfPlace } from "./flow.ts";

const Drawing = lazy(async () => ({
  default: (await import("./flow-drawing.tsx")).FlowDrawing,
}));

/** The flow by stage, drawn and as a table. */
export function FlowPart({ account }: { readonly account: Account }) {
  const { flow: words, terms } = accountsWords;
  const flow = flowOf(account);
  const columns: readonly DrawnColumn<FlowLink>[] = [
    { head: words.from, value: ({ from }) => sayPlace(from, account) },
    { head: words.to, value: ({ to }) => sayPlace(to, account) },
    {
      head: words.amount,
      isNumber: true,
      value: ({ amount }) => amount,
      cell: ({ amount }) => sayAmount(amount),
    },
  ];
  return (
    <section>
      <h2>{words.heading}</h2>
      {flow === null ? (
        <p>{words.below}</p>
      ) : flow.links.length === 0 ? (
        <p>
          {words.none} {terms.unaccountedFor}: –.
        </p>
      ) : (
        <>
          {flow.isDirect ? <p className="soft">{words.direct}</p> : null}
          <OrElse fallback={<p className="soft">{words.failed}</p>}>
            <Suspense fallback={<p className="soft">{words.loading}</p>}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
              <section className="flow-box" tabIndex={0} aria-label={words.heading}>
                <Drawing account={account} flow={flow} />
              </section>
            </Suspense>
          </OrElse>
          <h3>{words.twin}</h3>
          <DataTable
            name={words.twin}
            file={`${account.item}-flow`}
            rows={flowRows(flow)}
            columns={columns}
            keyOf={({ from, to }) => `${keyOfPlace(from)} ${keyOfPlace(to)}`}
          />
        </>
      )}
    </section>
  );
}

interface OrElseProps {
  readonly children: ReactNode;
  readonly fallback: ReactNode;
}

/** Shows something else where a part could not be brought: without a network, say. */
class OrElse extends Component<OrElseProps, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
