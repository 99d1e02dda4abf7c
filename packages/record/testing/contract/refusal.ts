import { StoreError } from "../../src/store/store-error.ts";

/** The code with which something is refused; fails where it is not, or in other words than ours. */
export async function refusal(attempt: Promise<unknown>): Promise<string> {
  let result: unknown;
  try {
    result = await attempt;
  } catch (cause) {
    if (cause instanceof StoreError) return cause.code;
    throw cause;
  }
  throw new Error(`It was not refused, and gave ${JSON.stringify(result)}.`);
}
