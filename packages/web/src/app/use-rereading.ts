import { useEffect, useState } from "react";
import type { CaseFiles } from "../case/case-files.ts";
import { type Rereading, reread } from "../case/reread.ts";

/** How long the page is left to itself before the language is fetched. */
const QUIET_MS = 1500;

/** Has the texts read a second time once the page is at rest; `null` until it is known. */
export function useRereading({ files, parsed }: CaseFiles): Rereading | null {
  const [rereading, setRereading] = useState<Rereading | null>(null);
  useEffect(() => {
    let left = false;
    const timer = window.setTimeout(async () => {
      const result = await reread({ files, parsed });
      if (!left) setRereading(result);
    }, QUIET_MS);
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [files, parsed]);
  return rereading;
}
