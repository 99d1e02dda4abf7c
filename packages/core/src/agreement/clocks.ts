import { type Clocks, zone } from "../time/index.ts";
import type { AgreementText } from "./text.ts";

/** On whose clocks, and by which calendar, an agreement counts its terms. */
export function clocksOf({ zone: name, calendar }: AgreementText): Clocks {
  // The language refuses a zone that does not exist; UTC keeps a hand-made text readable.
  return { zone: zone(name) ?? zone("UTC")!, calendar };
}
