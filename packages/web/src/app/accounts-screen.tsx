import "../look/record.css";
import "../look/accounts.css";
import { accountIn, type Inquiry, inboundIn } from "@proviso/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { OpenedCase } from "../case/opened-case.ts";
import { EMPTY_ADDRESS } from "../case/view-address.ts";
import { words } from "../say/words.ts";
import { type Accounted, Accounts } from "../screens/accounts/accounts.tsx";
import { type ItemName, itemsOf } from "../screens/accounts/accounts-view.ts";
import { useView } from "./view-context.ts";

/** The accounts of a case, and in full the first of which anything is known. */
export function AccountsScreen() {
  return <Sheet asked={null} />;
}

const itemRoute = getRouteApi("/cases/$caseId/accounts/$item");

/** The accounts of a case, and one of them in full. */
export function AccountScreen() {
  const { item } = itemRoute.useParams();
  return <Sheet asked={item} />;
}

function Sheet({ asked }: { readonly asked: string | null }) {
  const { opened, trailingLens: lens, dateline } = useView();
  const { inquiry, titleOf } = lens;
  const items = useMemo(() => accountsOf(opened, inquiry), [opened, inquiry]);
  const inbound = useMemo(() => inboundIn(opened.judge, inquiry), [opened, inquiry]);
  const chosen = chosenOf(items, asked);
  const link = (item: ItemName, isChosen: boolean) => (
    <Link
      to="/cases/$caseId/accounts/$item"
      params={{ caseId: opened.id, item: item.id }}
      search={(address) => ({ ...EMPTY_ADDRESS, ...address, why: null, entry: null })}
      resetScroll={false}
      aria-current={isChosen ? "true" : undefined}
    >
      {item.title}
    </Link>
  );
  return (
    <>
      <title>{words.title(words.screens.accounts, opened.title)}</title>
      <Accounts
        items={items}
        chosen={chosen}
        unknown={asked !== null && chosen === null ? asked : null}
        inbound={inbound}
        dateline={dateline}
        clock={opened.clock}
        titleOf={titleOf}
        link={link}
      />
    </>
  );
}

function accountsOf(opened: OpenedCase, inquiry: Inquiry): readonly Accounted[] {
  return itemsOf(opened).map((item) => ({
    ...item,
    account: accountIn(opened.judge, item.id, inquiry),
  }));
}

function chosenOf(items: readonly Accounted[], asked: string | null): Accounted | null {
  if (asked !== null) return items.find(({ id }) => id === asked) ?? null;
  const known = items.find(({ account }) => (account?.bookings.length ?? 0) > 0);
  return known ?? items[0] ?? null;
}
