/** What observers may learn of a thing. */
export type Learnable = "number" | "class" | "identity" | "lot" | "condition" | "picture";

const WORDS: Readonly<Record<Learnable, readonly string[]>> = {
  number: ["number", "numbers", "count", "quantity", "amount", "weight"],
  class: ["class", "classes", "type", "kind"],
  identity: [
    "serial",
    "serials",
    "serial number",
    "serial numbers",
    "seal",
    "seals",
    "tag",
    "tags",
    "identity",
  ],
  lot: ["lot", "lots", "lot number", "lot numbers"],
  condition: ["condition", "state"],
  picture: ["picture", "pictures", "photograph", "photographs"],
};

/** What the words of an agreement let observers learn. */
export interface Learning {
  /** `null` where the agreement does not bound it. */
  readonly may: readonly Learnable[] | null;
  /** Words that are not understood: they allow nothing, since a doubt is not a permission. */
  readonly notUnderstood: readonly string[];
}

/** Reads `learning only number and class` (T31). */
export function learnablesOf(learning: string | null): Learning {
  if (learning === null) return { may: null, notUnderstood: [] };
  const named = learning
    .toLowerCase()
    .split(/,|;|\band\b|\bor\b/)
    .map((one) => one.trim().replace(/^the\s+/, ""))
    .filter((one) => one !== "");
  const may = new Set<Learnable>();
  const notUnderstood: string[] = [];
  for (const name of named) {
    const found = LEARNABLES.find((one) => WORDS[one].includes(name));
    if (found === undefined) notUnderstood.push(name);
    else may.add(found);
  }
  return { may: LEARNABLES.filter((one) => may.has(one)), notUnderstood };
}

const LEARNABLES: readonly Learnable[] = [
  "number",
  "class",
  "identity",
  "lot",
  "condition",
  "picture",
];
