import {
  type Protocol,
  type ProtocolAnswers,
  type ProtocolField,
  parseInstant,
  protocolReport,
} from "@proviso/core";
import { error, type FileReading, type FormatCode, type FormatProblem } from "../table/problem.ts";
import {
  type NamedProtocol,
  namedProtocols,
  questionName,
  SURENESS,
} from "../xlsform/form-names.ts";
import type { Submission } from "./submission.ts";

/** A photograph that a submission names, and its SHA-256. */
export interface SentPhotograph {
  readonly name: string;
  readonly sha256: string;
}

/** What submissions are read with. */
export interface FormReading {
  readonly protocols: readonly Protocol[];
  /** The photograph of a name that was sent with it; `null` where it was not. */
  readonly photograph: (submission: Submission, name: string) => SentPhotograph | null;
}

/** An observation as the record reads it, without when it was known. */
export type SubmittedObservation = Readonly<Record<string, unknown>> & { readonly id: string };

/** The id under which a submission is recorded: the same however often it is sent. */
export function submissionEntryId(instanceId: string): string {
  const bare = instanceId.replace(/^uuid:/, "").replace(/[^\p{L}\p{N}._-]+/gu, "-");
  return `form-${bare}`.slice(0, 118);
}

/**
 * Makes the observation that a submission is. It holds what its protocol's fields ask and nothing
 * else: an answer to a question that the agreement does not let anyone ask refuses it (T31).
 *
 * @returns the observation, or everything that is wrong with the submission.
 */
export function observationOf(
  submission: Submission,
  reading: FormReading,
): FileReading<SubmittedObservation> {
  const named = protocolOf(submission, namedProtocols(reading.protocols));
  if (named === null) {
    const message = "The submission answers no protocol of the case.";
    const remedy = "Send it by a form that proviso export xlsform wrote for this case.";
    return {
      ok: false,
      problems: [error("no-protocol", { row: submission.row }, message, remedy)],
    };
  }
  const answering = new Answering(submission, named);
  const id = submissionEntryId(submission.instanceId);
  const sureness = SURENESS.find((one) => one.id === answering.other("sureness"));
  if (sureness === undefined)
    answering.refuse("answer-unfit", "sureness", "is none of its choices");
  const observer = compact({
    body: answering.text("observer"),
    nationality: answering.text("nationality"),
    technical: answering.yesOrNo("technical"),
  });
  const observation = compact({
    v: 1,
    id,
    kind: "observation",
    valid: validOf(answering),
    report: protocolReport(named.protocol, answering, false),
    method: answering.text("method"),
    observers: [observer],
    source: {
      cite: citeOf(submission, named.protocol, answering.text("remark")),
      lineage: [`inspection-${id}`.slice(0, 120)],
    },
    grade: {
      reliability: "C",
      credibility: sureness?.credibility ?? 4,
      by: "form server",
      why: `sent by a form without a signature of its observer, who says: ${sureness?.title ?? ""}`,
    },
    attachments: photographsOf(submission, answering, reading),
  });
  answering.requireNothingElse();
  const { problems } = answering;
  return problems.length === 0
    ? { ok: true, value: { ...observation, id }, warnings: [] }
    : { ok: false, problems };
}

/** A remark has no field of its own in an observation, and is not left out for that. */
function citeOf({ instanceId }: Submission, { id }: Protocol, remark: string | null): string {
  const said = remark === null ? "" : `; its remark: ${remark}`;
  return `Inspection form ${id}, submission ${instanceId}${said}`.slice(0, 4000);
}

/** Which protocol a submission answers: the one that it names, and of which it has answers. */
function protocolOf(
  { answers }: Submission,
  named: readonly NamedProtocol[],
): NamedProtocol | null {
  const stated = named.filter(({ prefix, protocol }) => {
    return answers.get(questionName(prefix, "protocol")) === protocol.id.replaceAll("'", "");
  });
  const chosen = answers.get("protocol");
  // A server may compute the name of every group; the choice then says which was filled in.
  if (stated.length > 1) return stated.find(({ prefix }) => prefix === chosen) ?? null;
  return stated[0] ?? null;
}

/** The answers to one protocol of a submission, and what is wrong with them. */
class Answering implements ProtocolAnswers {
  readonly problems: FormatProblem[] = [];
  readonly #submission: Submission;
  readonly #named: NamedProtocol;
  readonly #asked: ReadonlyMap<ProtocolField["name"], ProtocolField>;

  constructor(submission: Submission, named: NamedProtocol) {
    this.#submission = submission;
    this.#named = named;
    this.#asked = new Map(named.protocol.fields.map((field) => [field.name, field] as const));
  }

  refuse(code: FormatCode, question: string, what: string): void {
    const message = `"${question}" ${what}.`;
    const place = { row: this.#submission.row, column: question };
    const remedy = "Correct it where it was filled in, and export it again.";
    this.problems.push(error(code, place, message, remedy));
  }

  /** The answer to a question beside those of the protocol; `null` for none. */
  other(name: "seen_from" | "seen_to" | "sureness"): string | null {
    return this.#submission.answers.get(questionName(this.#named.prefix, name)) ?? null;
  }

  text(name: ProtocolField["name"]): string | null {
    const field = this.#asked.get(name);
    if (field === undefined) return null;
    const answer = this.#submission.answers.get(questionName(this.#named.prefix, name)) ?? null;
    if (answer === null) {
      if (field.required) this.refuse("answer-missing", name, "is not answered");
      return null;
    }
    const isChoice = field.type === "choice";
    if (isChoice && !field.choices.some(({ id }) => id === answer)) {
      this.refuse("answer-unfit", name, "is none of its choices");
    }
    return answer.replace(/\s+/g, " ");
  }

  number(name: ProtocolField["name"]): number | null {
    const answer = this.text(name);
    if (answer === null) return null;
    const isWhole = this.#asked.get(name)?.type === "whole number";
    const form = isWhole ? /^\d{1,15}(?:\.0+)?$/ : /^\d{1,15}(?:\.\d{1,15})?$/;
    if (!form.test(answer)) this.refuse("answer-unfit", name, "is no number of that kind");
    return Number(answer);
  }

  yesOrNo(name: ProtocolField["name"]): boolean | null {
    const answer = this.text(name);
    if (answer === null || answer === "yes" || answer === "no") {
      return answer === null ? null : answer === "yes";
    }
    this.refuse("answer-unfit", name, "is neither yes nor no");
    return null;
  }

  list(name: ProtocolField["name"]): readonly string[] | null {
    const parts = (this.text(name) ?? "").split(/[;\n]/).map((part) => part.trim());
    const all = parts.filter((part) => part !== "");
    return all.length === 0 ? null : all;
  }

  /** What the form could not ask was added by hand; it is not passed over. */
  requireNothingElse(): void {
    const { prefix, protocol } = this.#named;
    const known = new Set<string>([
      ...protocol.fields.map(({ name }) => questionName(prefix, name)),
      ...(["seen_from", "seen_to", "sureness", "protocol"] as const).map((name) => {
        return questionName(prefix, name);
      }),
    ]);
    for (const name of this.#submission.answers.keys()) {
      if (!name.startsWith(`${prefix}_`) || known.has(name)) continue;
      this.refuse("answer-not-asked", name, "is answered, and the agreement does not ask it");
    }
  }
}

function validOf(answering: Answering): unknown {
  const [from, to] = [answering.other("seen_from"), answering.other("seen_to")];
  const begins = from === null ? null : momentOf(from);
  if (begins === null) {
    answering.refuse("answer-unfit", "seen_from", "is no instant with its offset");
    return {};
  }
  if (to === null) return { at: begins };
  const ends = momentOf(to);
  if (ends === null) answering.refuse("answer-unfit", "seen_to", "is no instant with its offset");
  return { from: begins, to: ends ?? begins };
}

/** An instant as ODK and Kobo write it, with its offset; a time without one names no instant. */
function momentOf(text: string): string | null {
  const bare = text.replace(/(\d{2}:\d{2}:\d{2})\.\d+/, "$1").replace(" ", "T");
  const whole = bare.replace(/([+-]\d{2})$/, "$1:00").replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
  return whole.length <= 40 && parseInstant(whole) !== null ? whole : null;
}

function photographsOf(
  submission: Submission,
  answering: Answering,
  { photograph }: FormReading,
): readonly SentPhotograph[] | null {
  const name = answering.text("photograph");
  if (name === null) return null;
  const sent = photograph(submission, name);
  if (sent === null) answering.refuse("photograph-missing", "photograph", "was not sent with it");
  return sent === null ? null : [{ sha256: sent.sha256, name: sent.name }];
}

function compact(json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}
