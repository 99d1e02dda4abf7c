import { saveFile } from "../../shared/save-file.ts";
import type { Item } from "./item.ts";

/** An item as a file: the signed envelope, byte for byte; of a draft, what is written so far. */
export function exportItem(item: Item): void {
  const { signed } = item;
  if (signed !== null) {
    saveFile(`${item.entry}.dsse.json`, signed.envelope, "application/json");
    return;
  }
  const { entry, begun } = item;
  const draft =
    item.kind === "inspection"
      ? {
          protocol: item.protocol.id,
          draft: item.draft,
          photographs: item.photographs,
          entry: item.frozen?.entry ?? null,
        }
      : { answer: item.answer, of: item.ofEntry, text: item.text };
  const json = { v: 1, unsigned: true, id: entry, begun: new Date(begun).toISOString(), ...draft };
  const bytes = new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
  saveFile(`${entry}.draft.json`, bytes, "application/json");
}
