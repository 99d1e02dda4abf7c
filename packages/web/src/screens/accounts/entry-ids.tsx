import type { EntryId } from "@proviso/core";
import { words } from "../../say/words.ts";
import { accountsWords } from "../../say/words-accounts.ts";

const FEW = 4;

/** Entries by their short ids; each opens beside the page. Many are folded away. */
export function EntryIds({ ids }: { readonly ids: readonly EntryId[] }) {
  const first = ids.length <= FEW + 1 ? ids : ids.slice(0, FEW);
  const others = ids.slice(first.length);
  return (
    <span className="entry-ids">
      <Buttons ids={first} />
      {others.length === 0 ? null : (
        <details>
          <summary>{accountsWords.table.more(others.length)}</summary>
          <Buttons ids={others} />
        </details>
      )}
    </span>
  );
}

function Buttons({ ids }: { readonly ids: readonly EntryId[] }) {
  return ids.map((id) => (
    <button
      key={id}
      type="button"
      className="entry-id"
      data-entry={id}
      aria-label={words.reasons.wholeEntry(id)}
    >
      {id}
    </button>
  ));
}
