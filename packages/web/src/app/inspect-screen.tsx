import "../look/record.css";
import "../look/inspect.css";
import {
  type Edition,
  editionAt,
  instant,
  type Protocol,
  position,
  protocolsOf,
} from "@proviso/core";
import { getRouteApi, Link, useNavigate, useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo } from "react";
import { readingOf } from "../case/moment.ts";
import type { OpenedCase } from "../case/opened-case.ts";
import { EMPTY_ADDRESS } from "../case/view-address.ts";
import { openOffline } from "../offline/open-offline.ts";
import { words } from "../say/words.ts";
import { inspectWords } from "../say/words-inspect.ts";
import { beginItem } from "../screens/inspect/begin.ts";
import type { BodyChoice } from "../screens/inspect/enrol.tsx";
import { exportItem } from "../screens/inspect/export-item.ts";
import { Inspect } from "../screens/inspect/inspect.tsx";
import { ItemPage, keysFor } from "../screens/inspect/item-page.tsx";
import { setDeleted } from "../screens/inspect/items.ts";
import type { OutboxActions } from "../screens/inspect/outbox-item.tsx";
import { sendItem } from "../screens/inspect/sending.ts";
import type { Station } from "../screens/inspect/station.ts";
import { type StationState, useStation } from "../screens/inspect/use-station.ts";
import { useView } from "./view-context.ts";

const caseRoute = getRouteApi("/cases/$caseId");

/** Inspect: forms made from the agreement, signed and kept on this device, sent when it can be. */
export function InspectScreen() {
  return <Sheet>{(state, station) => <Home state={state} station={station} />}</Sheet>;
}

const itemRoute = getRouteApi("/cases/$caseId/inspect/$item");

/** One form of this device, by the key that it was given when it was begun. */
export function InspectItemScreen() {
  const { item } = itemRoute.useParams();
  return <Sheet>{(state, station) => <ItemOf id={item} state={state} station={station} />}</Sheet>;
}

function Sheet(props: { readonly children: (state: StationState, station: Station) => ReactNode }) {
  const { opened } = useView();
  const { files, keptAt } = caseRoute.useLoaderData();
  const state = useStation(opened.id, keptAt === null ? files : null);
  const { station } = state;
  useEffect(() => openOffline(), []);
  return (
    <div className="record inspect">
      <title>{words.title(words.screens.inspect, opened.title)}</title>
      {station === null ? (
        <p className="soft">{inspectWords.opening}</p>
      ) : station === "failed" ? (
        <h1>{inspectWords.noStore}</h1>
      ) : (
        props.children(state, station)
      )}
    </div>
  );
}

function Home({ state, station }: { state: StationState; station: Station }) {
  const { opened } = useView();
  const edition = usePresentEdition(opened);
  const protocols = useMemo(() => protocolsOf(edition), [edition]);
  const bodies = useMemo(() => bodiesOf(edition), [edition]);
  const router = useRouter();
  const go = useGoToItem(opened.id);
  const actions = useOutboxActions(opened, state);
  const begin = async (protocol: Protocol, isTwice: boolean) => {
    const now = opened.clock.typed(instant(Date.now()));
    const [one, ...others] = keysFor(station, "observer");
    const body = others.length === 0 ? (one?.enrolled?.body ?? null) : null;
    const item = await beginItem(opened.id, protocol, isTwice, now, body);
    await state.refresh();
    go(item.id);
  };
  return (
    <Inspect
      station={station}
      network={state.network}
      protocols={protocols}
      bodies={bodies}
      say={sayHere}
      titleOf={(id) => bodies.find((one) => one.id === id)?.title ?? id}
      actions={actions}
      onBegin={(protocol, isTwice) => void begin(protocol, isTwice)}
      onEnrolled={async () => {
        await state.listen();
        await router.invalidate();
      }}
    />
  );
}

function ItemOf(props: {
  readonly id: string;
  readonly state: StationState;
  readonly station: Station;
}) {
  const { id, state, station } = props;
  const { opened } = useView();
  const edition = usePresentEdition(opened);
  const bodies = useMemo(() => bodiesOf(edition), [edition]);
  const go = useGoToItem(opened.id);
  const send = useSending(state);
  const item = station.items.find((one) => one.id === id);
  const shown = item?.kind === "answer" ? station.items.find((one) => one.id === item.of) : item;
  const isCurrent = useMemo(() => {
    if (shown?.kind !== "inspection") return true;
    const now = protocolsOf(edition).find((one) => one.id === shown.protocol.id);
    return JSON.stringify(now) === JSON.stringify(shown.protocol);
  }, [edition, shown]);
  return (
    <>
      <p className="record-back">
        <Link
          to="/cases/$caseId/inspect"
          params={{ caseId: opened.id }}
          search={(address) => ({ ...EMPTY_ADDRESS, ...address })}
        >
          {inspectWords.form.back}
        </Link>
      </p>
      {shown?.kind === "inspection" ? (
        <ItemPage
          opened={opened}
          station={station}
          item={shown}
          isCurrent={isCurrent}
          titleOf={(body) => bodies.find((one) => one.id === body)?.title ?? body}
          refresh={state.refresh}
          onGo={go}
          onSend={(one) => send([one])}
        />
      ) : (
        <h1>{inspectWords.unknownItem}</h1>
      )}
    </>
  );
}

/** The texts in force now, whatever the clocks show: what is seen today is seen under them. */
function usePresentEdition(opened: OpenedCase): Edition {
  const address = caseRoute.useSearch();
  const reading = readingOf(opened, address);
  return useMemo(() => {
    const asOf = opened.timeline.now;
    const knownAt = position(opened.entries.length);
    return editionAt(opened.codex, { asOf, knownAt, reading, under: null });
  }, [opened, reading]);
}

function bodiesOf({ declarations }: Edition): readonly BodyChoice[] {
  return [...declarations.values()].flatMap(({ declaration }) => {
    const { kind } = declaration;
    const isBody = kind === "party" || kind === "state" || kind === "body";
    return isBody ? [{ id: declaration.id, title: declaration.title }] : [];
  });
}

function useGoToItem(caseId: string): (id: string) => void {
  const navigate = useNavigate();
  return (item) =>
    void navigate({
      to: "/cases/$caseId/inspect/$item",
      params: { caseId, item },
      search: (address) => ({ ...EMPTY_ADDRESS, ...address }),
    });
}

function useOutboxActions(opened: OpenedCase, state: StationState): OutboxActions {
  const { station, refresh } = state;
  const send = useSending(state);
  const items = station === null || station === "failed" ? [] : station.items;
  return {
    open: (row) => <ToItem caseId={opened.id} id={row.id} />,
    toRecord: (index) => (
      <Link
        to="/cases/$caseId/record/$index"
        params={{ caseId: opened.id, index: String(index) }}
        search={(address) => ({ ...EMPTY_ADDRESS, ...address })}
      >
        {inspectWords.outbox.toRecord(index)}
      </Link>
    ),
    send,
    exportItem: (id) => {
      const item = items.find((one) => one.id === id);
      if (item !== undefined) exportItem(item);
    },
    remove: async (id) => {
      await setDeleted(id, Date.now());
      await refresh();
    },
    restore: async (id) => {
      await setDeleted(id, null);
      await refresh();
    },
  };
}

/** Sends items one after the other; each stays ready until the server has answered for it. */
function useSending({ refresh, listen }: StationState): OutboxActions["send"] {
  const router = useRouter();
  return async (ids) => {
    let arrived = 0;
    for (const id of ids) {
      const sent = await sendItem(id);
      if (sent?.receipt != null) arrived += 1;
      await refresh();
    }
    if (arrived === 0) return;
    await listen();
    // The record has grown: what is judged on every other screen is read anew.
    await router.invalidate();
  };
}

function ToItem({ caseId, id }: { readonly caseId: string; readonly id: string }) {
  return (
    <Link
      to="/cases/$caseId/inspect/$item"
      params={{ caseId, item: id }}
      search={(address) => ({ ...EMPTY_ADDRESS, ...address })}
    >
      {inspectWords.outbox.open}
    </Link>
  );
}

/** A moment by this device's clock. */
function sayHere(at: number): string {
  return new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
