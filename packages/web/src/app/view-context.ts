import { createContext, useContext } from "react";
import type { Lens } from "../case/lens.ts";
import type { OpenedCase } from "../case/opened-case.ts";

/** What every screen of a case is drawn from: the case, seen at a moment. */
export interface View {
  readonly opened: OpenedCase;
  readonly lens: Lens;
  /** The same, a step behind while a clock is dragged: for what is read beside the page. */
  readonly trailingLens: Lens;
  /** The same, once the clocks are at rest: for what takes longer and is not read in passing. */
  readonly restedLens: Lens;
  /** The moment in words, at the head of each screen. */
  readonly dateline: string;
}

/** Hands the view down to the screens. */
export const ViewContext = createContext<View | null>(null);

/** The view in which a screen is drawn. */
export function useView(): View {
  const view = useContext(ViewContext);
  if (view === null) throw new Error("A screen of a case is drawn inside its frame.");
  return view;
}
