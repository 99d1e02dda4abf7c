import { useEffect, useState } from "react";
import { CaseError } from "../../case/http.ts";

/** Something that is on its way, has come, or failed to. */
export type Arriving<What> =
  | { readonly kind: "waiting" }
  | { readonly kind: "arrived"; readonly what: What }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/**
 * Brings something again whenever its name changes. What was there before stays on the page until
 * then, so that turning a page does not empty it.
 */
export function useArriving<What>(name: string, bring: () => Promise<What>): Arriving<What> {
  const [arriving, setArriving] = useState<Arriving<What>>({ kind: "waiting" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name says what is brought.
  useEffect(() => {
    let isWanted = true;
    const settle = (settled: Arriving<What>) => {
      if (isWanted) setArriving(settled);
    };
    bring().then(
      (what) => settle({ kind: "arrived", what }),
      (error: unknown) => {
        const code = error instanceof CaseError ? error.code : "failed";
        settle({ kind: "failed", code, message: error instanceof Error ? error.message : "" });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [name]);
  return arriving;
}
