import { formatUtc, type Instant, parseInstant } from "@proviso/core";

/**
 * What an address carries beside the case and the screen, so that a view can be sent to someone
 * else: the two clocks, whose reading, for whom, and what is open beside it.
 */
export interface ViewAddress {
  /** `null`: the moment at which the case opens. */
  readonly asOf: Instant | null;
  /** How many entries are known; `null`: as many as were known by `asOf`. */
  readonly knownAt: number | null;
  /** The reading; `null`: the one that the case names; `none`: the common text alone. */
  readonly reading: string | null;
  /** For whom it is shown. Only everything there is can be shown so far. */
  readonly audience: "all";
  /** The node whose reasons are open. */
  readonly why: string | null;
  /** The entry that is open. */
  readonly entry: string | null;
}

/** An address that asks for nothing: the case as it opens. */
export const EMPTY_ADDRESS: ViewAddress = {
  asOf: null,
  knownAt: null,
  reading: null,
  audience: "all",
  why: null,
  entry: null,
};

const NAME = /^[\w./:-]{1,300}$/;
const MOST_ENTRIES = 1_000_000_000;

/** Reads what an address asks for. What cannot be read is as if it were not there. */
export function readAddress(query: URLSearchParams): ViewAddress {
  const asOf = parseInstant(query.get("as-of") ?? "");
  const knownAt = query.get("known-at") ?? "";
  return {
    asOf,
    knownAt: /^\d{1,9}$/.test(knownAt) && Number(knownAt) < MOST_ENTRIES ? Number(knownAt) : null,
    reading: name(query.get("reading")),
    audience: "all",
    why: name(query.get("why")),
    entry: name(query.get("entry")),
  };
}

function name(text: string | null): string | null {
  return text !== null && NAME.test(text) ? text : null;
}

/** Writes the query of an address, without the question mark; plain enough to read aloud. */
export function writeAddress(address: ViewAddress): string {
  const parts: [string, string | null][] = [
    ["as-of", address.asOf === null ? null : formatUtc(address.asOf)],
    ["known-at", address.knownAt === null ? null : String(address.knownAt)],
    ["reading", address.reading],
    ["audience", address.audience],
    ["why", address.why],
    ["entry", address.entry],
  ];
  return parts
    .flatMap(([key, value]) => (value === null ? [] : `${key}=${encode(value)}`))
    .join("&");
}

// A colon and a slash may stand in a query as they are (RFC 3986, section 3.4).
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll("%3A", ":").replaceAll("%2F", "/");
}
