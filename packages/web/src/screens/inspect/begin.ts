import type { FieldName, Protocol } from "@proviso/core";
import { emptyDraft } from "./form.ts";
import { type Inspection, newHead, newKey } from "./item.ts";
import { addItems, changeItem, itemOf } from "./items.ts";

/**
 * Begins a form: it is on this device before it is shown.
 *
 * @param body - for whom the one observer of this device signs; `null` where there are several.
 */
export async function beginItem(
  caseId: string,
  protocol: Protocol,
  isTwice: boolean,
  now: string,
  body: string | null,
): Promise<Inspection> {
  const item: Inspection = {
    ...newHead(caseId, "O", newKey(), Date.now()),
    kind: "inspection",
    protocol,
    draft: emptyDraft(protocol, now, body),
    photographs: [],
    remark: "",
    twice: isTwice ? { turn: "first", other: null, code: "" } : null,
  };
  await addItems([item]);
  // Asked for when there is something to lose; a browser may say no, and the page says so then.
  await askToPersist();
  return item;
}

/** What both counts are of: neither says anything of how many there are. */
const SHARED: readonly FieldName[] = ["method", "item", "place", "vessel", "voyage", "lot"];

/** Begins the second count of a double count on the same device. */
export async function beginSecond(first: Inspection, now: string): Promise<Inspection> {
  const { protocol, twice } = first;
  const blank = emptyDraft(protocol, now);
  const shared = SHARED.flatMap((name) => {
    const answer = first.draft.answers[name];
    return answer === undefined ? [] : [[name, answer] as const];
  });
  const second: Inspection = {
    ...newHead(first.case, "O", newKey(), Date.now()),
    kind: "inspection",
    protocol,
    draft: { ...blank, answers: { ...blank.answers, ...Object.fromEntries(shared) } },
    photographs: [],
    remark: "",
    twice: { turn: "second", other: first.id, code: "" },
  };
  await addItems([second]);
  const turn = { turn: "first", code: twice?.code ?? "", other: second.id } as const;
  await changeItem<Inspection>(first, { twice: turn }, Date.now());
  return second;
}

/** Notes the code of the other count, which is on another device. */
export async function tellCode(id: string, code: string): Promise<void> {
  const item = await itemOf(id);
  if (item?.kind !== "inspection" || item.twice === null) return;
  await changeItem<Inspection>(item, { twice: { ...item.twice, code } }, Date.now());
}

async function askToPersist(): Promise<void> {
  const storage = (navigator as Partial<Navigator>).storage;
  await storage?.persist().catch(() => false);
}
