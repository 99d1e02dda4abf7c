import { type Id, type Inquiry, id, position } from "@proviso/core";
import type { Moment } from "../shared/clocks/clocks-view.ts";
import { positionAt } from "../shared/clocks/timeline.ts";
import type { OpenedCase } from "./opened-case.ts";
import type { ViewAddress } from "./view-address.ts";

/** The word by which an address asks for the common text, under nobody's reading. */
export const COMMON_TEXT = "none";

/** The moment that an address asks for; where it asks for none, *now*. */
export function momentOf(opened: OpenedCase, address: ViewAddress): Moment {
  const asOf = address.asOf ?? opened.timeline.now;
  const all = opened.entries.length;
  const knownAt =
    address.knownAt === null
      ? positionAt(opened.timeline, asOf)
      : position(Math.min(all, address.knownAt));
  return { asOf, knownAt };
}

/** The reading that an address asks for; `null` for the common text alone. */
export function readingOf(opened: OpenedCase, address: ViewAddress): Id | null {
  if (address.reading === COMMON_TEXT) return null;
  const asked = opened.readings.find((reading) => reading.id === address.reading);
  return asked?.id ?? opened.reading;
}

/** The inquiry of a moment under a reading. */
export function inquiryOf(moment: Moment, reading: Id | null): Inquiry {
  return { ...moment, reading, under: null };
}

/** The address of a moment: everything in it is spelled out, so that it says the same tomorrow. */
export function addressOf(
  moment: Moment,
  reading: Id | null,
  open: Pick<ViewAddress, "why" | "entry">,
): ViewAddress {
  return {
    asOf: moment.asOf,
    knownAt: moment.knownAt,
    reading: reading ?? id(COMMON_TEXT),
    audience: "all",
    why: open.why,
    entry: open.entry,
  };
}
