import { LogError, type LogErrorCode } from "../../src/log/log-error.ts";

/**
 * The code with which something is refused; `null` where it is not. Whatever else is thrown is
 * thrown on: that the typed error is the only one is what tests ask.
 */
export function refusal(act: () => unknown): LogErrorCode | null {
  try {
    act();
  } catch (error) {
    return codeOf(error);
  }
  return null;
}

/** The same for what takes its time. */
export async function refusalOf(act: () => Promise<unknown>): Promise<LogErrorCode | null> {
  try {
    await act();
  } catch (error) {
    return codeOf(error);
  }
  return null;
}

function codeOf(error: unknown): LogErrorCode {
  if (error instanceof LogError && error.message !== "" && error.remedy !== "") return error.code;
  throw error;
}
