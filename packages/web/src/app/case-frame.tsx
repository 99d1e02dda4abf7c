import type { Id } from "@proviso/core";
import { getRouteApi, Outlet, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { addressOf, readingOf } from "../case/moment.ts";
import type { OpenedCase } from "../case/opened-case.ts";
import type { Rereading } from "../case/reread.ts";
import type { ViewAddress } from "../case/view-address.ts";
import { words } from "../say/words.ts";
import { Faults } from "./faults.tsx";
import { Footer } from "./footer.tsx";
import { FrameClocks, FrameGoTo } from "./frame-clocks.tsx";
import { Header } from "./header.tsx";
import { LiveNotice } from "./live-notice.tsx";
import { CLOSED, isOpen, type Open } from "./open.ts";
import { OpenFinder } from "./open-finder.tsx";
import { OpenPanel } from "./open-panel.tsx";
import { ReadingChoice } from "./reading-choice.tsx";
import { useFound } from "./use-found.ts";
import { useMoment } from "./use-moment.ts";
import { useMomentView } from "./use-moment-view.ts";
import { useClicks, useGoToLine, useKeys, useReturningFocus } from "./use-opening.ts";
import { useRereading } from "./use-rereading.ts";
import { ViewContext } from "./view-context.ts";

const route = getRouteApi("/cases/$caseId");

/** The frame of a case's screens; where the case cannot be judged, what keeps it from being. */
export function CaseFrame() {
  const { files, keptAt, opening } = route.useLoaderData();
  const address = route.useSearch();
  const rereading = useRereading(files);
  if (opening.kind === "broken") return <Faults title={opening.title} faults={opening.faults} />;
  return (
    <OpenedFrame opened={opening.opened} address={address} rereading={rereading} keptAt={keptAt} />
  );
}

interface FrameProps {
  readonly opened: OpenedCase;
  readonly address: ViewAddress;
  /** `null` until the texts have been read a second time. */
  readonly rereading: Rereading | null;
  /** When the case was kept on this device, where that is what is shown. */
  readonly keptAt: number | null;
}

function OpenedFrame({ opened, address, rereading, keptAt }: FrameProps) {
  const clocks = useMoment(opened, address);
  const view = useMomentView(opened, address, clocks);
  const navigate = useNavigate();
  const [finding, setFinding] = useState(false);
  const reading = readingOf(opened, address);
  const go = (open: Open, changed = reading) =>
    void navigate({
      to: ".",
      search: addressOf(clocks.moment, changed, open),
      resetScroll: false,
    });
  const read = (chosen: Id | null) => go(open, chosen);
  const open = { why: address.why, entry: address.entry };
  const reopen = useReturningFocus(open, go);
  useKeys({ onFind: () => setFinding(true), onEscape: () => reopen(CLOSED), isOpen: isOpen(open) });
  const goToLine = useGoToLine(opened.id, clocks, reading);
  const clicked = useClicks(open, reopen, goToLine);
  const found = useFound({ opened, clocks, reading, onOpen: reopen, onLine: goToLine });
  return (
    <ViewContext value={view}>
      <div className={isOpen(open) ? "frame frame-open" : "frame"} {...clicked}>
        <Header
          opened={opened}
          onFind={() => setFinding(true)}
          choices={
            <>
              <FrameGoTo view={view} clocks={clocks} />
              <ReadingChoice opened={opened} reading={reading} onChoose={read} />
            </>
          }
          clocks={<FrameClocks opened={opened} clocks={clocks} />}
        />
        <main id="main" tabIndex={-1}>
          <Notices {...{ opened, rereading, keptAt }} knownAt={clocks.moment.knownAt} />
          <Outlet />
          <Footer opened={opened} rereading={rereading} />
        </main>
        <OpenPanel view={view} open={open} onOpen={reopen} />
        {finding ? (
          <OpenFinder
            view={view}
            onFound={(one) => {
              setFinding(false);
              found(one);
            }}
            onClose={() => setFinding(false)}
          />
        ) : null}
      </div>
    </ViewContext>
  );
}

/** A moment by this device's clock. */
function sayHere(at: number): string {
  return new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** Said before anything else is: how far the page can be relied on, and that there is more by now. */
function Notices(
  props: Omit<FrameProps, "address"> & {
    /** At how many entries the second clock stands. */
    readonly knownAt: number;
  },
) {
  const { opened, rereading, keptAt, knownAt } = props;
  const isAtEnd = knownAt === opened.entries.length;
  return (
    <>
      {rereading === "different" ? (
        <p className="alarm" role="alert">
          {words.states.reread.different}
        </p>
      ) : null}
      {keptAt === null ? null : <p className="kept-copy">{words.states.kept(sayHere(keptAt))}</p>}
      <LiveNotice caseId={opened.id} logSize={opened.logSize} isAtEnd={isAtEnd} />
    </>
  );
}
