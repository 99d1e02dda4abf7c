import { zone } from "@proviso/core";
import { recordSource } from "../../case/record-source.ts";
import { strictEd25519 } from "./strict-ed25519.ts";
import type { Progress, Verified } from "./verify-record.ts";
import { verifyRecord } from "./verify-record.ts";

/** What the page asks of the worker. */
export interface VerifyRequest {
  readonly caseId: string;
  readonly agreement: string;
  readonly zone: string;
  readonly lines: string;
  readonly logSize: number | null;
}

/** What the worker answers with: how far it is, then what it found, or why it could not. */
export type VerifyAnswer =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "verified"; readonly verified: Verified }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

self.onmessage = async ({ data }: MessageEvent<VerifyRequest>) => {
  const answer = (said: VerifyAnswer) => self.postMessage(said);
  try {
    const where = zone(data.zone);
    if (where === null) throw new Error(`This browser knows no clocks of ${data.zone}.`);
    const verified = await verifyRecord(recordSource(data.caseId), {
      ed25519: await strictEd25519(),
      agreement: data.agreement,
      zone: where,
      lines: data.lines,
      logSize: data.logSize,
      onProgress: (progress) => answer({ kind: "progress", progress }),
    });
    answer({ kind: "verified", verified });
  } catch (error) {
    const code = (error as { readonly code?: string } | null)?.code ?? "failed";
    answer({ kind: "failed", code, message: error instanceof Error ? error.message : "" });
  }
};
