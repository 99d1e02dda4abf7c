import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { type Lens, lensOf } from "../case/lens.ts";
import { inquiryOf, readingOf } from "../case/moment.ts";
import type { OpenedCase } from "../case/opened-case.ts";
import type { ViewAddress } from "../case/view-address.ts";
import { sayMoment } from "../shared/clocks/clocks-view.ts";
import type { MovingMoment } from "./use-moment.ts";
import type { View } from "./view-context.ts";

/** The case as it is seen at the moment of the clocks. */
export function useMomentView(
  opened: OpenedCase,
  address: ViewAddress,
  clocks: MovingMoment,
): View {
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
