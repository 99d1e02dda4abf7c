import { lazy, Suspense, useEffect } from "react";
import { bringBeside } from "./bring-beside.ts";
import type { View } from "./view-context.ts";

/** What is open: the reasons of a node, an entry of the record, or an entry over reasons. */
export interface Open {
  readonly why: string | null;
  readonly entry: string | null;
}

/** Nothing is open. */
export const CLOSED: Open = { why: null, entry: null };

/** Whether anything is open beside the text. */
export function isOpen({ why, entry }: Open): boolean {
  return why !== null || entry !== null;
}

const OpenedPanel = lazy(async () => ({ default: (await bringBeside()).OpenedPanel }));

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
    const timer = window.setTimeout(() => void bringBeside().catch(() => undefined), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, []);
  if (!isOpen(props.open)) return null;
  return (
    <Suspense fallback={null}>
      <OpenedPanel {...props} />
    </Suspense>
  );
}
