import {
  type Entry,
  type Inquiry,
  type Instant,
  id,
  openVerdicts,
  position,
  type Text,
  type Verdicts,
  type Zone,
  zone,
} from "@proviso/core";
import { growingRecord } from "@proviso/record/entries";
import { SERVED } from "./served.ts";

/** What an entry cost at a subscriber, in milliseconds. */
export interface Heard {
  /** When it was heard of, fetched and judged, by `performance.now()`. */
  readonly told: number;
  readonly fetched: number;
  readonly judged: number;
  /** Of it what the judge took: the entry taken in, and every clause assessed. */
  readonly judging: number;
}

/** Somebody who has a case open, and follows it as a browser does. */
export interface Subscriber {
  /** What was asked of the server and judged to open the case. */
  readonly opened: { readonly parts: number; readonly characters: number; readonly ms: number };
  /** Moves the clocks to so many places of the record, and says what each verdict took. */
  readonly drag: (places: number) => readonly number[];
  /** The next entry that comes. */
  readonly next: () => Promise<Heard>;
  readonly close: () => void;
}

interface Lines {
  readonly record: string;
  readonly logSize: number;
  readonly head: string;
  readonly prior?: string;
  readonly next: string | null;
}

/** Opens a served case part by part, and follows its record. */
export async function subscribe(address: string): Promise<Subscriber> {
  const began = performance.now();
  const one = `${address}/${SERVED}`;
  const record = growingRecord("record.jsonl", zone("UTC") as Zone);
  const entriesOf = ({ record: lines }: Lines): readonly Entry[] => {
    const { entries, diagnostics } = record.take(lines);
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics[0]));
    return entries;
  };
  const first = await ask<Lines & { readonly parsed: { readonly texts: readonly Text[] } }>(one);
  const entries = [...entriesOf(first)];
  let last: Lines = first;
  let characters = first.record.length;
  let parts = 1;
  for (; last.next !== null; parts += 1) {
    last = following(last, await ask<Lines>(`${one}/lines?cursor=${last.next}`));
    characters += last.record.length;
    for (const entry of entriesOf(last)) entries.push(entry);
  }
  let count = entries.length;
  const judge = openVerdicts({ texts: first.parsed.texts, entries });
  assess(judge, count, entries.at(-1)!.known);
  const opened = { parts, characters, ms: performance.now() - began };
  const ending = new AbortController();
  const sizes = sizesFrom(await fetch(`${one}/record/events`, { signal: ending.signal }));
  // What it says first is how it stands.
  await sizes.next();
  return {
    opened,
    drag: (places) =>
      Array.from({ length: places }, (_, at) => {
        // Each clock goes over the whole record: one forward, the other back.
        const known = Math.floor((count * (places - at)) / places);
        const { known: asOf } = entries[Math.floor((entries.length * at) / places)]!;
        const began = performance.now();
        assess(judge, known, asOf);
        return performance.now() - began;
      }),
    next: async () => {
      await sizes.next();
      const told = performance.now();
      last = following(last, await ask<Lines>(`${one}/lines?cursor=${last.logSize}`));
      const fetched = performance.now();
      const fresh = entriesOf(last);
      const taken = performance.now();
      judge.append(fresh);
      count += fresh.length;
      assess(judge, count, fresh.at(-1)!.known);
      const judged = performance.now();
      return { told, fetched, judged, judging: judged - taken };
    },
    close: () => ending.abort(),
  };
}

async function ask<Answer>(address: string): Promise<Answer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Answer;
}

function following(before: Lines, lines: Lines): Lines {
  if (lines.prior !== before.head) throw new Error("The lines do not follow those before.");
  return lines;
}

function assess(judge: Verdicts, count: number, asOf: Instant): void {
  const inquiry: Inquiry = { asOf, knownAt: position(count), reading: null, under: null };
  if (judge.assess(inquiry).undertakings.every(({ id: clause }) => clause !== id("clear-0"))) {
    throw new Error("The undertakings of the case are judged.");
  }
}

async function* sizesFrom(answer: Response): AsyncGenerator<number> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end === -1) break;
      const size = /^id: (\d+)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (size !== undefined) yield Number(size);
    }
  }
}
