import { limbsOf } from "@proviso/core";
import { useMemo } from "react";
import { words } from "../say/words.ts";
import { Review } from "../screens/review/review.tsx";
import { gateView, reviewView, shutGates } from "../screens/review/review-view.ts";
import { useView } from "./view-context.ts";

/** The Review of a case at the moment of its view. */
export function ReviewScreen() {
  const { opened, lens, restedLens, dateline } = useView();
  const view = useMemo(
    () =>
      reviewView(lens.assessment, {
        clock: opened.clock,
        asOf: lens.inquiry.asOf,
        titleOf: lens.titleOf,
        supportOf: lens.supportOf,
        limbs: limbsOf(lens.edition),
      }),
    [opened, lens],
  );
  // What it would take is not read in passing.
  const gates = useMemo(() => {
    const shut = shutGates(restedLens.assessment);
    const views = shut.flatMap((gate) => {
      const outstanding = restedLens.outstanding(gate.id);
      return outstanding === null ? [] : gateView(gate, outstanding, restedLens.titleOf);
    });
    return shut.length > 0 && views.length === 0 ? null : views;
  }, [restedLens]);
  return (
    <>
      <title>{words.title(words.screens.review, opened.title)}</title>
      <Review view={view} gates={gates} dateline={dateline} />
    </>
  );
}
