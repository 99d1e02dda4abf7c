import { lazy, Suspense, useEffect } from "react";
import { loadOnDemand } from "./load-on-demand.ts";
import { isOpen, type Open } from "./open.ts";
import type { View } from "./view-context.ts";

const OpenedPanel = lazy(async () => ({ default: (await loadOnDemand()).OpenedPanel }));

/** How long the page is left to itself before what opens beside it is fetched, in milliseconds. */
const QUIET_MS = 1000;

/** The panel for what is open in the view; nothing where nothing is. */
export function OpenPanel(props: {
  readonly view: View;
  readonly open: Open;
  readonly onOpen: (open: Open) => void;
}) {
  useEffect(() => {
    // Who presses a verdict a little later does not wait for it.
    const timer = window.setTimeout(() => void loadOnDemand().catch(() => undefined), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, []);
  if (!isOpen(props.open)) return null;
  return (
    <Suspense fallback={null}>
      <OpenedPanel {...props} />
    </Suspense>
  );
}
