import {
  BEGINNING,
  type Entry,
  formatUtc,
  type Observation,
  type Report,
  type Source,
  type Supersession,
  type Withdrawal,
} from "@proviso/core";
import { ENTRY_VERSION } from "./entry.ts";

/**
 * Writes an entry as one canonical line of JSON, without its line end: fields in the documented
 * order, defaults left out, instants in UTC. Reading the line gives the same entry again.
 *
 * `intact` is not written: whether attachments match is found each time from the files.
 */
export function formatEntry(entry: Entry): string {
  const head = { v: ENTRY_VERSION, id: entry.id, kind: entry.kind, known: formatUtc(entry.known) };
  return JSON.stringify({ ...head, ...bodyOf(entry) });
}

/** The fields of a JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** The fields of an entry after its head, in the documented order, defaults left out. */
export function bodyOf(entry: Entry): Json {
  switch (entry.kind) {
    case "observation":
      return observation(entry);
    case "withdrawal":
      return { of: entry.of, ...author(entry), reason: entry.reason };
    case "supersession":
      return { of: entry.of, by: entry.by, ...author(entry), reason: entry.reason };
    case "amendment":
      return {
        adopts: entry.adopts,
        sha256: entry.sha256,
        by: entry.by,
        ...(entry.from === entry.known ? {} : { from: formatUtc(entry.from) }),
        source: source(entry.source),
      };
    case "decision":
      return {
        act: entry.act,
        of: entry.of,
        by: entry.by,
        ...given({ approvedBy: entry.approvedBy }),
        ...(entry.from === entry.known ? {} : { from: formatUtc(entry.from) }),
        ...(entry.until === null ? {} : { until: formatUtc(entry.until) }),
        ...given({ inReturnFor: entry.inReturnFor, part: entry.part }),
        ...given({ movesDate: entry.movesDate, method: entry.method }),
        reason: entry.reason,
        source: source(entry.source),
      };
  }
}

function author({ author: whose }: Withdrawal | Supersession): Json {
  return whose === undefined ? {} : { author: whose };
}

function observation(entry: Observation): Json {
  const { grade, gradeBy, gradeWhy } = entry;
  return {
    valid: validTime(entry),
    report: report(entry.report),
    method: entry.method,
    ...some({ observers: entry.observers.map((observer) => given({ ...observer })) }),
    source: source(entry.source),
    grade: {
      reliability: grade.reliability,
      credibility: grade.credibility,
      ...some({ confirmedBy: grade.confirmedBy ?? [] }),
      by: gradeBy,
      why: gradeWhy,
    },
    ...some({ labels: entry.labels, attachments: entry.attachments }),
  };
}

function validTime({ valid, precision }: Observation): Json {
  if (valid.from === valid.to) return { at: formatUtc(valid.from) };
  if (valid.from === BEGINNING) return { to: formatUtc(valid.to), precision };
  return { from: formatUtc(valid.from), to: formatUtc(valid.to), precision };
}

function report(said: Report): Json {
  switch (said.kind) {
    case "presence": {
      const { coverage, ...rest } = said;
      return said.state === "absent" ? given({ ...rest, coverage }) : given(rest);
    }
    case "count":
    case "transfer":
    case "assessment":
      return numbered(said);
    case "statement": {
      const { claim, ...rest } = said;
      return { ...given(rest), ...(claim === null ? {} : { claim: report(claim) }) };
    }
    case "activity":
    case "access":
    case "coverage":
      return given({ ...said });
  }
}

function numbered(said: Extract<Report, { kind: "count" | "transfer" | "assessment" }>): Json {
  const { low, high, ...rest } = said;
  const bounds = low === high ? { number: low } : { low, high };
  switch (rest.kind) {
    case "assessment": {
      const { from, ...matter } = rest;
      return { ...given({ ...matter, ...bounds }), ...some({ from }) };
    }
    case "count": {
      const { allDepartures, ...counted } = rest;
      return given({ ...counted, ...bounds, allDepartures: allDepartures ? true : null });
    }
    case "transfer": {
      const { from, to, ...moved } = rest;
      return given({ ...moved, ...bounds, from: given({ ...from }), to: given({ ...to }) });
    }
  }
}

function source({ cite, body, lineage }: Source): Json {
  return { cite, ...given({ body }), ...some({ lineage }) };
}

/** The fields that are given: `null` is left out. */
function given(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** The lists that have members. */
function some(lists: Readonly<Record<string, readonly unknown[]>>): Json {
  return Object.fromEntries(Object.entries(lists).filter(([, members]) => members.length > 0));
}
