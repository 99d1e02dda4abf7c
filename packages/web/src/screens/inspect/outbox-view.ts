import { inspectWords } from "../../say/words-inspect.ts";
import type { Trouble } from "./item.ts";
import { type Inspection, type Item, type ItemState, stateOf } from "./item.ts";
import { isRevealed } from "./twice.ts";

/** One item of the outbox, as it is shown. */
export interface OutboxRow {
  readonly id: string;
  readonly entry: string;
  readonly state: ItemState;
  readonly title: string;
  readonly detail: string;
  /** It is sent once the other count of a double count is signed. */
  readonly isHeld: boolean;
  /** Where it stands in the log; `null` before it does. */
  readonly index: number | null;
  readonly trouble: Trouble | null;
  /** What is asked before it is deleted. */
  readonly sure: string;
}

/** The outbox: every item in exactly one of three states. */
export type OutboxView = Readonly<Record<ItemState, readonly OutboxRow[]>>;

/** Draws up the outbox. */
export function outboxView(items: readonly Item[], say: (at: number) => string): OutboxView {
  const rows = items.map((item) => rowOf(item, items, say));
  const of = (state: ItemState) => rows.filter((row) => row.state === state);
  return { draft: of("draft"), ready: of("ready"), sent: of("sent") };
}

/** What may be sent now, in the order in which it was signed. */
export function sendable(items: readonly Item[]): readonly Item[] {
  return items
    .filter((item) => item.signed !== null && item.receipt === null && !isHeld(item, items))
    .sort((one, other) => (one.frozen?.at ?? 0) - (other.frozen?.at ?? 0));
}

/** Whether an item waits for another count: it, and whatever answers it. */
export function isHeld(item: Item, items: readonly Item[]): boolean {
  if (item.kind === "inspection") return !isRevealed(item, items);
  const to = items.find(({ id }) => id === item.of);
  return to?.kind === "inspection" && !isRevealed(to, items);
}

function rowOf(item: Item, items: readonly Item[], say: (at: number) => string): OutboxRow {
  const state = stateOf(item);
  const words = inspectWords.outbox;
  const held = isHeld(item, items);
  return {
    id: item.id,
    entry: item.entry,
    state,
    title:
      item.kind === "inspection" ? titleOf(item, held) : words.kinds[item.answer](item.ofEntry),
    detail: detailOf(item, state, say),
    isHeld: held,
    index: item.receipt?.index ?? null,
    trouble: item.trouble,
    sure: state === "ready" ? words.sure.ready(item.signed?.counter ?? 0) : words.sure[state],
  };
}

function titleOf({ protocol, draft }: Inspection, held: boolean): string {
  const ship = [draft.answers.vessel, draft.answers.voyage].filter((one) => one?.trim()).join(", ");
  const asked = protocol.title.charAt(0).toUpperCase() + protocol.title.slice(1);
  const title = ship === "" ? asked : `${asked} (${ship})`;
  return held ? `${title}. ${inspectWords.outbox.hidden}` : title;
}

function detailOf(item: Item, state: ItemState, say: (at: number) => string): string {
  const words = inspectWords.outbox;
  const count = item.kind === "inspection" ? item.photographs.length : 0;
  const photographs = count === 0 ? [] : [words.photographs(count)];
  return [stands(item, state, say), ...photographs].join("; ");
}

function stands(item: Item, state: ItemState, say: (at: number) => string): string {
  const words = inspectWords.outbox;
  const { signed, frozen, receipt } = item;
  switch (state) {
    case "draft":
      return words.begun(say(item.begun));
    case "ready":
      if (signed === null || frozen === null) return words.signing;
      return words.signedBy(signed.device, signed.counter, say(frozen.at));
    case "sent": {
      const at = words.sentAt(receipt?.index ?? 0, say(Date.parse(receipt?.received ?? "")));
      return receipt?.repeated === true ? `${at}. ${words.repeated}` : at;
    }
  }
}
