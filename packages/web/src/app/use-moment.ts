import type { Instant, Position } from "@proviso/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { addressOf, momentOf, readingOf } from "../case/moment.ts";
import type { OpenedCase } from "../case/opened-case.ts";
import type { ViewAddress } from "../case/view-address.ts";
import type { Moment } from "../shared/clocks/clocks-view.ts";
import { positionAt } from "../shared/clocks/timeline.ts";

/** How long a clock must rest before the address follows it. */
const REST_MS = 250;

/** The clocks of a view, and how they are moved. */
export interface MovingMoment {
  readonly moment: Moment;
  readonly together: boolean;
  readonly moveAsOf: (asOf: Instant) => void;
  readonly moveKnownAt: (knownAt: Position) => void;
  readonly setTogether: (together: boolean) => void;
}

/**
 * Keeps the clocks and the address in step. While a clock moves, the screen is drawn from where it
 * is; the address follows once it rests, as one step of the browser's history.
 */
export function useMoment(opened: OpenedCase, address: ViewAddress): MovingMoment {
  const { timeline } = opened;
  const navigate = useNavigate();
  const [moving, setMoving] = useState<Moment | null>(null);
  const settled = momentOf(opened, address);
  const moment = moving ?? settled;
  const isThen = settled.knownAt === positionAt(timeline, settled.asOf);
  const [together, setTogether] = useState(isThen);
  const rest = useRef<number | undefined>(undefined);
  // Somebody else's address, or a step back, may hold the clocks apart.
  if (moving === null && together && !isThen) setTogether(false);
  useEffect(() => () => window.clearTimeout(rest.current), []);

  const move = (next: Moment) => {
    setMoving(next);
    window.clearTimeout(rest.current);
    rest.current = window.setTimeout(async () => {
      const search = addressOf(next, readingOf(opened, address), readOpen());
      await navigate({ to: ".", search, resetScroll: false });
      setMoving((now) => (now === next ? null : now));
    }, REST_MS);
  };
  return {
    moment,
    together,
    moveAsOf: (asOf) =>
      move({ asOf, knownAt: together ? positionAt(timeline, asOf) : moment.knownAt }),
    moveKnownAt: (knownAt) => {
      // Moved by itself, the known-at clock is no longer the as-of clock's follower.
      setTogether(false);
      move({ asOf: moment.asOf, knownAt });
    },
    setTogether: (now) => {
      setTogether(now);
      if (now) move({ asOf: moment.asOf, knownAt: positionAt(timeline, moment.asOf) });
    },
  };
}

/** What is open beside the text now, which may have changed since the clock began to move. */
function readOpen(): Pick<ViewAddress, "why" | "entry"> {
  const query = new URLSearchParams(window.location.search);
  return { why: query.get("why"), entry: query.get("entry") };
}
