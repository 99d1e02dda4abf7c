import type { Question } from "../agreement/index.ts";
import type { Words } from "../evidence/index.ts";

/** Says a question's finding with its matter, as a telegram would (T4). */
export function sayQuestion(question: Question, words: Words): string {
  const { about } = question;
  switch (words) {
    case "confirmed":
      return question.soWords;
    case "confirmed against":
      return question.notWords;
    case "unclear":
      return `${about} is unclear`;
    case "nothing reported":
      return `nothing reported on ${about}`;
    case "no satisfactory assurance":
      return `no satisfactory assurance on ${about}`;
    case "good evidence against":
    case "some evidence against":
      return `${words} ${about}`;
    case "good evidence":
    case "some evidence":
    case "no decisive evidence":
      return `${words} of ${about}`;
  }
}

/**
 * Says a clause's finding: the words, with "confirmed" spelled out.
 *
 * @param isFact - whether it waits on how other clauses stand alone, and so on no evidence.
 */
export function sayFinding(words: Words, isFact = false): string {
  if (isFact && words === "confirmed") return "it has come about";
  if (isFact && words === "confirmed against") return "it has not come about";
  if (words === "confirmed") return "confirmed on the evidence";
  return words === "confirmed against" ? "the contrary is confirmed" : words;
}
