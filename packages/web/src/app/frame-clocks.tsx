import { useMemo, useRef } from "react";
import type { OpenedCase } from "../case/opened-case.ts";
import { Clocks } from "../shared/clocks/clocks.tsx";
import { axisOf, clocksView, ticksPath } from "../shared/clocks/clocks-view.ts";
import { GoTo } from "../shared/clocks/go-to.tsx";
import { milestonesOf } from "../shared/clocks/milestones.ts";
import type { MovingMoment } from "./use-moment.ts";
import type { View } from "./view-context.ts";

/** The two clocks of a case. */
export function FrameClocks({ opened, clocks }: { opened: OpenedCase; clocks: MovingMoment }) {
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

/** The moments of a case that have a name. */
export function FrameGoTo({
  view,
  clocks,
}: {
  readonly view: View;
  readonly clocks: MovingMoment;
}) {
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
