import type { Inquiry } from "@proviso/core";
import type { Io } from "../io.ts";
import { audienceOf } from "./audience.ts";
import { FROM_OPTIONS, type From } from "./case-source.ts";
import { INQUIRY_OPTIONS, type InquiryOptions, readInquiry } from "./inquiry.ts";
import { type JudgedCase, openToJudge } from "./judged-case.ts";

/** The options of every verb that asks one question of a case, for `parseArgs`. */
export const ASKING_OPTIONS = {
  ...FROM_OPTIONS,
  ...INQUIRY_OPTIONS,
  json: { type: "boolean" },
  "skip-invalid": { type: "boolean" },
} as const;

/** What was typed of them; `for` where the verb can answer for an audience. */
export interface AskingTyped extends From, InquiryOptions {
  readonly "skip-invalid"?: boolean | undefined;
  readonly for?: string | undefined;
}

/** A case that may be judged, and what is asked of it. */
export interface AskedCase {
  readonly judged: JudgedCase;
  readonly inquiry: Inquiry;
}

/**
 * Opens a case and reads what a call asks of it.
 *
 * @returns `null` where it may not be judged; why has then been said on standard error.
 * @throws {MisuseError} where there is no such case, moment, reading or text.
 */
export async function openAsked(
  name: string,
  typed: AskingTyped,
  io: Io,
): Promise<AskedCase | null> {
  const judged = await openToJudge(name, typed["skip-invalid"] === true, io, typed);
  if (judged === null) return null;
  return {
    judged,
    inquiry: { ...readInquiry(judged, typed, io.now()), ...audienceOf(typed.for) },
  };
}
