import { getRouteApi, Outlet, useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { ViewAddress } from "../address/view-address.ts";
import { lineId } from "../agreement/agreement.tsx";
import { type Lens, lensOf } from "../case/lens.ts";
import { addressOf, inquiryOf, readingOf } from "../case/moment.ts";
import type { OpenedCase } from "../case/opened-case.ts";
import type { Rereading } from "../case/reread.ts";
import { Clocks } from "../clocks/clocks.tsx";
import { axisOf, clocksView, sayMoment, ticksPath } from "../clocks/clocks-view.ts";
import { GoTo } from "../clocks/go-to.tsx";
import { milestonesOf } from "../clocks/milestones.ts";
import { Finder } from "../finder/finder.tsx";
import { type Findable, findables } from "../finder/finder-view.ts";
import { words } from "../words.ts";
import { FaultList, Faults } from "./faults.tsx";
import { Header } from "./header.tsx";
import { type Open, OpenPanel } from "./open-panel.tsx";
import { ReadingChoice } from "./reading-choice.tsx";
import { type MovingMoment, useMoment } from "./use-moment.ts";
import { useRereading } from "./use-rereading.ts";
import { type View, ViewContext } from "./view-context.ts";

const route = getRouteApi("/cases/$caseId");

/** The frame of a case's screens; where the case cannot be judged, what keeps it from being. */
export function CaseFrame() {
  const { files, opening } = route.useLoaderData();
  const address = route.useSearch();
  const rereading = useRereading(files);
  if (opening.kind === "broken") return <Faults title={opening.title} faults={opening.faults} />;
  return <OpenedFrame opened={opening.opened} address={address} rereading={rereading} />;
}

interface FrameProps {
  readonly opened: OpenedCase;
  readonly address: ViewAddress;
  /** `null` until the texts have been read a second time. */
  readonly rereading: Rereading | null;
}

function OpenedFrame({ opened, address, rereading }: FrameProps) {
  const clocks = useMoment(opened, address);
  const view = useMomentView(opened, address, clocks);
  const navigate = useNavigate();
  const [finding, setFinding] = useState(false);
  const reading = readingOf(opened, address);
  const go = (open: Open, changed = reading) =>
    navigate({
      to: ".",
      search: addressOf(clocks.moment, changed, open),
      resetScroll: false,
    });
  const open = { why: address.why, entry: address.entry };
  const reopen = useReturningFocus(open, (next) => void go(next));
  useKeys({ onFind: () => setFinding(true), onEscape: () => reopen(CLOSED), isOpen: isOpen(open) });
  const goToLine = useGoToLine(opened.id, clocks, reading);
  const clicked = useClicks(open, reopen, goToLine);
  const found = ({ leadsTo }: Findable) => {
    setFinding(false);
    if (leadsTo.to === "why") reopen({ why: leadsTo.node, entry: null });
    else if (leadsTo.to === "entry") reopen({ why: null, entry: leadsTo.id });
    else goToLine(leadsTo.file, leadsTo.line);
  };
  return (
    <ViewContext value={view}>
      <div className={isOpen(open) ? "frame frame-open" : "frame"} {...clicked}>
        <Header
          opened={opened}
          onFind={() => setFinding(true)}
          choices={
            <>
              <FrameGoTo view={view} clocks={clocks} />
              <ReadingChoice
                opened={opened}
                reading={reading}
                onChoose={(chosen) => {
                  const one = opened.readings.find(({ id }) => id === chosen);
                  void go(open, one?.id ?? null);
                }}
              />
            </>
          }
          clocks={<FrameClocks opened={opened} clocks={clocks} />}
        />
        <main id="main" tabIndex={-1}>
          {rereading === "different" ? (
            <p className="alarm" role="alert">
              {words.states.reread.different}
            </p>
          ) : null}
          <Outlet />
          <Footer opened={opened} rereading={rereading} />
        </main>
        <OpenPanel view={view} open={open} onOpen={reopen} />
        {finding ? (
          <Finder
            all={() => findables(opened, view.lens.titleOf)}
            onFound={found}
            onClose={() => setFinding(false)}
          />
        ) : null}
      </div>
    </ViewContext>
  );
}

const CLOSED: Open = { why: null, entry: null };

function isOpen({ why, entry }: Open): boolean {
  return why !== null || entry !== null;
}

function useMomentView(opened: OpenedCase, address: ViewAddress, clocks: MovingMoment): View {
  const { asOf, knownAt } = clocks.moment;
  const reading = readingOf(opened, address);
  const lens = useMemo(
    () => lensOf(opened, inquiryOf({ asOf, knownAt }, reading)),
    [opened, asOf, knownAt, reading],
  );
  const trailingLens = useDeferredValue(lens);
  const restedLens = useRested(lens);
  return useMemo(() => {
    const title = opened.readings.find(({ id }) => id === reading)?.title ?? null;
    const dateline = sayMoment(opened.timeline, opened.clock, { asOf, knownAt }, title);
    return { opened, lens, trailingLens, restedLens, dateline };
  }, [opened, lens, trailingLens, restedLens, asOf, knownAt, reading]);
}

const REST_MS = 120;

/** The lens at which the clocks last came to rest. */
function useRested(lens: Lens): Lens {
  const [rested, setRested] = useState(lens);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(lens), REST_MS);
    return () => window.clearTimeout(timer);
  }, [lens]);
  return rested;
}

function FrameClocks({ opened, clocks }: { opened: OpenedCase; clocks: MovingMoment }) {
  const { timeline, clock } = opened;
  const still = useMemo(
    () => ({
      axis: axisOf(timeline, clock),
      asOfTicks: ticksPath(timeline, timeline.validTicks),
      knownTicks: ticksPath(timeline, timeline.known),
    }),
    [timeline, clock],
  );
  return (
    <Clocks
      {...still}
      view={clocksView(timeline, clock, clocks.moment)}
      timeline={timeline}
      clock={clock}
      asOf={clocks.moment.asOf}
      knownAt={clocks.moment.knownAt}
      together={clocks.together}
      onAsOf={clocks.moveAsOf}
      onKnownAt={clocks.moveKnownAt}
      onTogether={clocks.setTogether}
    />
  );
}

function FrameGoTo({ view, clocks }: { readonly view: View; readonly clocks: MovingMoment }) {
  const { opened, lens } = view;
  // What is decided upon has one name from first to last: the list need not be made anew.
  const titles = useRef(lens.titleOf);
  const milestones = useMemo(
    () => milestonesOf(opened.entries, opened.texts, titles.current),
    [opened],
  );
  return (
    <GoTo
      milestones={milestones}
      clock={opened.clock}
      asOf={clocks.moment.asOf}
      onGo={clocks.moveAsOf}
    />
  );
}

/** Opens and closes the panel; what was last asked for has the focus again when it closes. */
function useReturningFocus(open: Open, go: (open: Open) => void): (open: Open) => void {
  const before = useRef<HTMLElement | null>(null);
  const opened = isOpen(open);
  useEffect(() => {
    if (opened) return;
    const { current } = before;
    before.current = null;
    // A redraw may have replaced the button that was pressed: its likeness then has the focus.
    const node = current?.dataset["why"];
    const likeness =
      node === undefined ? null : document.querySelector(`[data-why="${CSS.escape(node)}"]`);
    const target = current?.isConnected ? current : likeness;
    if (target instanceof HTMLElement) target.focus();
  }, [opened]);
  return (next) => {
    const active = document.activeElement;
    if (!opened && active instanceof HTMLElement) before.current = active;
    go(next);
  };
}

function useKeys(keys: {
  readonly onFind: () => void;
  readonly onEscape: () => void;
  readonly isOpen: boolean;
}): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        keys.onFind();
      } else if (event.key === "Escape" && keys.isOpen && !event.defaultPrevented) {
        if (document.querySelector("dialog[open]") === null) keys.onEscape();
      }
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  });
}

function useGoToLine(
  caseId: string,
  clocks: MovingMoment,
  reading: ReturnType<typeof readingOf>,
): (file: string, line: number) => void {
  const navigate = useNavigate();
  return async (file, line) => {
    const narrow = window.matchMedia("(max-width: 60rem)").matches;
    const query = new URLSearchParams(window.location.search);
    const why = narrow ? null : query.get("why");
    await navigate({
      to: "/cases/$caseId/agreement",
      params: { caseId },
      search: addressOf(clocks.moment, reading, { why, entry: null }),
      resetScroll: false,
    });
    requestAnimationFrame(() => showLine(file, line));
  };
}

function showLine(file: string, line: number): void {
  const target = document.getElementById(lineId(file, line));
  if (target === null) return;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

/**
 * Every verdict, entry and line that can be opened says so in its markup and is heard here: a row
 * then does not depend on the moment, and is not drawn again for it.
 */
function useClicks(
  open: Open,
  onOpen: (open: Open) => void,
  onLine: (file: string, line: number) => void,
) {
  return {
    onClick: (event: React.MouseEvent) => {
      const target = event.target instanceof Element ? event.target.closest("button") : null;
      const { why, entry, file, line } = target?.dataset ?? {};
      if (why !== undefined) onOpen({ why, entry: null });
      else if (entry !== undefined) onOpen({ why: open.why, entry });
      else if (file !== undefined) onLine(file, Number(line));
    },
  };
}

function Footer({ opened, rereading }: Omit<FrameProps, "address">) {
  return (
    <footer className="footer">
      {opened.reconstructed ? <p>{words.reconstructedWhy}</p> : null}
      <p className="rereading">
        {rereading === null ? words.states.rereading : words.states.reread[rereading]}
      </p>
      {opened.remarks.length === 0 ? null : (
        <details>
          <summary>{words.states.warnings(opened.remarks.length)}</summary>
          <FaultList faults={opened.remarks} />
        </details>
      )}
    </footer>
  );
}
