import { lazy, Suspense } from "react";
import type { Findable } from "../screens/finder/finder-view.ts";
import { loadOnDemand } from "./load-on-demand.ts";
import type { View } from "./view-context.ts";

const LazyFinder = lazy(async () => ({ default: (await loadOnDemand()).Finder }));

/** The finder over everything in the view's case. */
export function OpenFinder(props: {
  readonly view: View;
  readonly onFound: (found: Findable) => void;
  readonly onClose: () => void;
}) {
  const { view, onFound, onClose } = props;
  const { opened, lens } = view;
  return (
    <Suspense fallback={null}>
      <LazyFinder opened={opened} titleOf={lens.titleOf} onFound={onFound} onClose={onClose} />
    </Suspense>
  );
}
