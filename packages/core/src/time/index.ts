export type { Brand } from "./brand.ts";
export {
  DAY_MS,
  type Duration,
  duration,
  formatDuration,
  HOUR_MS,
  MINUTE_MS,
  sayDuration,
} from "./duration.ts";
export { BEGINNING, END, formatUtc, type Instant, instant, parseInstant } from "./instant.ts";
export { type Interval, isAfter, type Precision } from "./interval.ts";
export {
  afterSpan,
  beforeSpan,
  type Calendar,
  type Clocks,
  endOfDay,
  endOfSpan,
  runsToTheMinute,
  type SpanUnit,
  saySpan,
  startOfDay,
  type TimeSpan,
  WEEKENDS_OFF,
} from "./span.ts";
export { formatInZone, inZone, parseInZone, sayInZone, type Zone, zone } from "./zone.ts";
