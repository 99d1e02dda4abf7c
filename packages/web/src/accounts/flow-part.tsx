import type { Account } from "@proviso/core";
import { Component, lazy, type ReactNode, Suspense } from "react";
import { accountsWords } from "../words-accounts.ts";
import { sayPlace } from "./accounts-view.ts";
import { sayAmount } from "./amount.ts";
import { DataTable, type DrawnColumn } from "./data-table.tsx";
import { type FlowLink, flowOf, keyOfPlace } from "./flow.ts";

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
          {words.none} {terms.unaccountedFor}: 0.
        </p>
      ) : (
        <>
          {flow.isDirect ? <p className="soft">{words.direct}</p> : null}
          <OrElse fallback={<p className="soft">{words.failed}</p>}>
            <Suspense fallback={<p className="soft">{words.loading}</p>}>
              <div className="flow-box">
                <Drawing account={account} flow={flow} />
              </div>
            </Suspense>
          </OrElse>
          <h3>{words.twin}</h3>
          <DataTable
            name={words.twin}
            file={`${account.item}-flow`}
            rows={rowsWithUnaccounted(flow.links)}
            columns={columns}
            keyOf={({ from, to }) => `${keyOfPlace(from)} ${keyOfPlace(to)}`}
          />
        </>
      )}
    </section>
  );
}

/** What is unaccounted for has its row, also where it is nothing. */
function rowsWithUnaccounted(links: readonly FlowLink[]): readonly FlowLink[] {
  const isThere = links.some(({ to }) => to.kind === "now" && to.term === "unaccountedFor");
  if (isThere) return links;
  return [
    ...links,
    { from: { kind: "source" }, to: { kind: "now", term: "unaccountedFor" }, amount: 0 },
  ];
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
