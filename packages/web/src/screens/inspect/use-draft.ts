import { useEffect, useRef, useState } from "react";
import type { Draft, Inspection } from "./item.ts";
import { changeItem, itemOf } from "./items.ts";

/** A draft while it is written. */
export interface Writing {
  readonly shown: Inspection;
  /** When it was last kept, in milliseconds; `null` where it could not be. */
  readonly keptAt: number | null;
  /** Another tab changed it first, and what stands there is shown. */
  readonly isOverruled: boolean;
  readonly change: (draft: Draft) => void;
  /** Takes in what was kept beside it, a photograph, and leaves what is being typed. */
  readonly reload: () => Promise<void>;
  /** The item once everything that was typed is kept. */
  readonly settled: () => Promise<Inspection>;
}

/** Keeps a draft at every keystroke, one after the other; another tab's change is not overwritten. */
export function useDraft(item: Inspection): Writing {
  const [shown, setShown] = useState(item);
  const [keptAt, setKeptAt] = useState<number | null>(item.changed);
  const [isOverruled, setOverruled] = useState(false);
  const newest = useRef(item);
  const writing = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef(0);
  const show = (one: Inspection) => {
    newest.current = one;
    setShown(one);
  };
  const store = async (draft: Draft) => {
    const { item: stored, isMade } = await changeItem(newest.current, { draft }, Date.now());
    // What was typed meanwhile is newer than what has just been kept.
    if (isMade) newest.current = { ...stored, draft: newest.current.draft };
    else show(stored);
    setOverruled(!isMade);
    setKeptAt(stored.changed);
  };
  useEffect(() => {
    // While something is being kept, what was read from the storage may be older than what is shown.
    if (waiting.current > 0 || item.revision <= newest.current.revision) return;
    newest.current = item;
    setShown(item);
  }, [item]);
  return {
    shown,
    keptAt,
    isOverruled,
    change: (draft) => {
      show({ ...newest.current, draft });
      waiting.current += 1;
      writing.current = writing.current
        .then(() => store(draft))
        .catch(() => setKeptAt(null))
        .finally(() => {
          waiting.current -= 1;
        });
    },
    reload: async () => {
      await writing.current;
      const stored = await itemOf(item.id);
      if (stored?.kind === "inspection") show({ ...stored, draft: newest.current.draft });
    },
    settled: async () => {
      await writing.current;
      return newest.current;
    },
  };
}
