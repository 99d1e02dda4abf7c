import { useEffect, useRef, useState } from "react";
import type { VerifyAnswer, VerifyRequest } from "./verify.worker.ts";
import type { Progress, Verified } from "./verify-record.ts";

/** How a verification stands. */
export type Verification =
  | { readonly kind: "not-asked" }
  | { readonly kind: "running"; readonly progress: Progress | null }
  | { readonly kind: "verified"; readonly verified: Verified }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/** Verifies the record in a worker, so that the page stays usable meanwhile; when it is asked to. */
export function useVerification(request: VerifyRequest): readonly [Verification, () => void] {
  const [verification, setVerification] = useState<Verification>({ kind: "not-asked" });
  const worker = useRef<Worker | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);
  const end = () => {
    worker.current?.terminate();
    worker.current = null;
  };
  const begin = () => {
    end();
    setVerification({ kind: "running", progress: null });
    const started = new Worker(new URL("./verify.worker.ts", import.meta.url), { type: "module" });
    worker.current = started;
    started.onmessage = ({ data }: MessageEvent<VerifyAnswer>) => {
      if (data.kind === "progress") {
        setVerification({ kind: "running", progress: data.progress });
        return;
      }
      end();
      setVerification(data);
    };
    started.onerror = () => {
      end();
      setVerification({ kind: "failed", code: "failed", message: "" });
    };
    started.postMessage(request);
  };
  return [verification, begin];
}
