import { useMemo } from "react";
import { limbsOf } from "../review/limbs.ts";
import { Review } from "../review/review.tsx";
import { gateView, reviewView, shutGates } from "../review/review-view.ts";
import { useView } from "./view-context.ts";

/** The Review of a case at the moment of its view. */
export function ReviewScreen() {
  const { opened, lens, settledLens, dateline } = useView();
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
  // What it would take is worked out once the clock comes to rest: it is not read in passing.
  const gates = useMemo(() => {
    const shut = shutGates(settledLens.assessment);
    const views = shut.flatMap((gate) => {
      const outstanding = settledLens.outstanding(gate.id);
      return outstanding === null ? [] : gateView(gate, outstanding);
    });
    return shut.length > 0 && views.length === 0 ? null : views;
  }, [settledLens]);
  return <Review view={view} gates={gates} dateline={dateline} />;
}
