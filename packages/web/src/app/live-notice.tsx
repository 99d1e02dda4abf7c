import { useNavigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { EMPTY_ADDRESS, type ViewAddress } from "../case/view-address.ts";
import { words } from "../say/words.ts";
import { useLiveSize } from "./use-live-size.ts";

/**
 * Says that entries have come since the page was drawn. Nothing moves under the reader's eyes: what
 * is new is shown when it is asked for.
 */
export function LiveNotice(props: {
  readonly caseId: string;
  /** Entries in the log when the case was read; `null` for a case folder. */
  readonly logSize: number | null;
  /** Whether the clocks stand at the newest entry: then they go along. */
  readonly isAtEnd: boolean;
}) {
  const { caseId, logSize, isAtEnd } = props;
  const size = useLiveSize(caseId, logSize !== null);
  const router = useRouter();
  const navigate = useNavigate();
  const [isBringing, setIsBringing] = useState(false);
  const fresh = (size ?? 0) - (logSize ?? 0);
  const show = async () => {
    setIsBringing(true);
    try {
      await router.invalidate({ sync: true });
      if (isAtEnd) await navigate({ to: ".", search: goAlong, resetScroll: false });
    } finally {
      setIsBringing(false);
    }
  };
  return (
    <div aria-live="polite">
      {logSize === null || fresh <= 0 ? null : (
        <p className="live-notice">
          {words.live.fresh(fresh)}{" "}
          <button type="button" onClick={() => void show()} disabled={isBringing}>
            {isBringing ? words.live.bringing : words.live.show}
          </button>
        </p>
      )}
    </div>
  );
}

/** The same view, at whatever is newest then. */
function goAlong(address: Partial<ViewAddress>) {
  return { ...EMPTY_ADDRESS, ...address, asOf: null, knownAt: null };
}
