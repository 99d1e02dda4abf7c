import { useEffect, useState } from "react";

/**
 * How many entries the record has by now, as its server tells it; `null` until it does, and where
 * there is no record. A connection that is lost is taken up again by the browser, which says what it
 * has heard last.
 *
 * @param isKept - whether the case has a record at all: a case folder has none.
 */
export function useLiveSize(caseId: string, isKept: boolean): number | null {
  const [size, setSize] = useState<number | null>(null);
  useEffect(() => {
    setSize(null);
    if (!isKept) return;
    const events = new EventSource(`/api/cases/${encodeURIComponent(caseId)}/record/events`);
    events.addEventListener("size", ({ lastEventId }: MessageEvent) => {
      if (/^\d{1,15}$/.test(lastEventId)) setSize(Number(lastEventId));
    });
    return () => events.close();
  }, [caseId, isKept]);
  return size;
}
