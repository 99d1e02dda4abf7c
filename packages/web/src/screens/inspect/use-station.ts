import { useCallback, useEffect, useState } from "react";
import type { CaseFiles } from "../../case/case-files.ts";
import { keepFiles } from "./kept-case.ts";
import { hearOfServer, type Network, readStation, type Station } from "./station.ts";

/** What Inspect is drawn from. */
export interface StationState {
  /** `null` while it is read; `failed` where this browser keeps nothing. */
  readonly station: Station | null | "failed";
  readonly network: Network;
  /** Reads again what is on this device. */
  readonly refresh: () => Promise<void>;
  /** Asks the server again, then reads again what is on this device. */
  readonly listen: () => Promise<void>;
}

/**
 * What this device has of a case, read from its storage and read again after each change, when the
 * page comes back to the front, and when the network comes or goes.
 *
 * @param fresh - the case's files, where they have just come from the server: they are kept.
 */
export function useStation(caseId: string, fresh: CaseFiles | null): StationState {
  const [station, setStation] = useState<StationState["station"]>(null);
  const [network, setNetwork] = useState<Network>("asking");
  const refresh = useCallback(async () => {
    setStation(await readStation(caseId).catch(() => "failed" as const));
  }, [caseId]);
  const listen = useCallback(async () => {
    const heard = await hearOfServer(caseId).catch(() => "off" as const);
    setNetwork(heard);
    await refresh();
  }, [caseId, refresh]);
  useEffect(() => {
    const start = async () => {
      if (fresh !== null) await keepFiles(caseId, fresh, Date.now()).catch(() => undefined);
      await refresh();
      await listen();
    };
    void start();
  }, [caseId, fresh, refresh, listen]);
  useEffect(() => {
    const returned = () => {
      if (document.visibilityState === "visible") void refresh();
    };
    const changed = () => void listen();
    document.addEventListener("visibilitychange", returned);
    window.addEventListener("online", changed);
    window.addEventListener("offline", changed);
    return () => {
      document.removeEventListener("visibilitychange", returned);
      window.removeEventListener("online", changed);
      window.removeEventListener("offline", changed);
    };
  }, [refresh, listen]);
  return { station, network, refresh, listen };
}
