import type { EntryId } from "@proviso/core";
import type { Answer } from "../entries/index.ts";
import type { EnrolledKey } from "./keyring.ts";
import { reject } from "./rejection.ts";
import type { Accepted } from "./verify.ts";

/** The entry that an answer answers, with what its signers signed. */
export interface Answered extends Pick<Accepted, "digest" | "signers" | "position"> {
  readonly statement: { readonly entry: { readonly id: EntryId } };
}

/**
 * Says why an answer may not stand, or gives `null`. It must be to an earlier entry, to the very
 * bytes that were signed, and by someone else: nobody countersigns what is theirs.
 *
 * @param answered - the entry that it names, or `null` where the record has none before it.
 */
export function answerFault(answer: Accepted, answered: Answered | null) {
  const entry = answerOf(answer);
  if (entry === null) return null;
  if (answered === null || answered.position >= answer.position) {
    return reject("answers-nothing", `It answers ${entry.of}, which does not come before it.`);
  }
  if (entry.digest !== answered.digest || entry.of !== answered.statement.entry.id) {
    return reject("answers-other-content", `It is not over the payload of ${entry.of}.`);
  }
  const own = answer.signers.find((key) => isSigner(key, answered.signers));
  // A signer may remark on their own report later; only a second signature would count for nothing.
  if (own === undefined || entry.kind === "remark") return null;
  return reject("answers-own-entry", `${own.person} of ${own.body} signed ${entry.of} itself.`);
}

function answerOf({ statement }: Accepted): Answer | null {
  const { entry } = statement;
  const isAnswer =
    entry.kind === "countersignature" || entry.kind === "remark" || entry.kind === "refusal";
  return isAnswer ? entry : null;
}

function isSigner(key: EnrolledKey, signers: readonly EnrolledKey[]): boolean {
  return signers.some((signer) => personOf(signer) === personOf(key));
}

function personOf({ body, person }: EnrolledKey): string {
  return JSON.stringify([body, person]);
}
