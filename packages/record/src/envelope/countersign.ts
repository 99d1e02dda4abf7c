import type { EntryId } from "@proviso/core";
import type { Answer, SigningRole } from "../entries/index.ts";
import type { EnrolledKey } from "./keyring.ts";
import { reject } from "./rejection.ts";
import type { Accepted } from "./verify.ts";

/** What one person said to an entry, in a role, at a position. */
export interface GivenAnswer {
  readonly entry: Answer;
  readonly by: EnrolledKey;
  readonly role: SigningRole;
  readonly position: number;
}

/** Whether a side has signed for an entry, as its last word on it goes. */
export type Countersigned = "signed" | "refused" | "silent";

/** An entry with everything that people signed to it. */
export interface SigningOf {
  /** Who signed the entry itself. */
  readonly signers: readonly EnrolledKey[];
  /** In record order; a later answer does not erase an earlier one. */
  readonly answers: readonly GivenAnswer[];
  /** The last word of the host's representatives; one who refuses outweighs one who signs. */
  readonly host: Countersigned;
}

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

/**
 * Gathers the answers to an entry. Those that may not stand are left out: the record refuses them,
 * and `answerFault` says why.
 */
export function signingOf(entry: Answered, later: readonly Accepted[]): SigningOf {
  const answers = later.flatMap((one) => {
    const answer = answerOf(one);
    if (answer === null || answer.digest !== entry.digest) return [];
    if (answerFault(one, entry) !== null) return [];
    const { role } = one.statement;
    return one.signers.map((by) => ({ entry: answer, by, role, position: one.position }));
  });
  const inOrder = answers.sort((a, b) => a.position - b.position);
  return { signers: entry.signers, answers: inOrder, host: hostOf(inOrder) };
}

function hostOf(answers: readonly GivenAnswer[]): Countersigned {
  const last = new Map<string, GivenAnswer["entry"]["kind"]>();
  for (const { entry, by, role } of answers) {
    if (role === "host" && entry.kind !== "remark") last.set(personOf(by), entry.kind);
  }
  const words = [...last.values()];
  if (words.includes("refusal")) return "refused";
  return words.length > 0 ? "signed" : "silent";
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
