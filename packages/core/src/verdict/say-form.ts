import { EACH, type Vocabulary } from "../agreement/index.ts";
import { saySpan } from "../time/index.ts";
import type { Form, QuantifiedForm } from "./form.ts";
import type { Frame } from "./frame.ts";
import { sayAtom, sayClause, sayMethods } from "./label.ts";

/** Says a form in a line short enough for a list: `missiles and bombers: absent from every site`. */
export function sayForm(form: Form, frame: Frame): string {
  return say(form, frame, frame.vocabulary);
}

/** Says a kind of place, or the kinds of a class: `launch site or airfield`. */
function sayPlaceKind(kind: string | null, vocabulary: Vocabulary): string {
  return kind === null ? "site" : vocabulary.placeKindsOf(kind).join(" or ");
}

/** Says what a quantifier ranges over: `launch site`, `member of Hemisphere`, `ship inbound`. */
export function sayDomain(domain: QuantifiedForm["domain"], vocabulary: Vocabulary): string {
  switch (domain.kind) {
    case "places":
      return `${domain.declaredOnly ? "declared " : ""}${sayPlaceKind(domain.placeKind, vocabulary)}`;
    case "members":
      return `member of ${vocabulary.titleOf(domain.group)}`;
    case "reported":
      return `ship ${domain.activity}`;
  }
}

function say(form: Form, frame: Frame, vocabulary: Vocabulary): string {
  const title = (id: Parameters<Vocabulary["titleOf"]>[0]) => vocabulary.titleOf(id);
  switch (form.kind) {
    case "atom":
      return `${sayAtom(form.atom, vocabulary)}${sayMethods(form.atom.criterion, vocabulary)}`;
    case "threshold":
      return sayThreshold(form, frame, vocabulary);
    case "blocker":
      return `${say(form.exception, frame, vocabulary)} is not shown`;
    case "clause":
      return form.negated ? `${sayClause(form.clause)} is not verified` : sayClause(form.clause);
    case "status": {
      const lasting = form.for === null ? "" : ` for ${saySpan(form.for)}`;
      return `${sayClause(form.clause)} is ${form.negated ? "not " : ""}${form.state}${lasting}`;
    }
    case "level":
      return `${sayClause(form.clause)} ${form.negated ? "has not reached" : "reaches"} ${sayClause(form.level)}`;
    case "quantified": {
      const each = `${form.every ? "every" : "some"} ${sayDomain(form.domain, vocabulary)}`;
      const titleOf: Vocabulary["titleOf"] = (id) => (id === EACH ? each : title(id));
      return say(form.bodyOf(EACH), frame, { ...vocabulary, titleOf });
    }
    case "nothing":
      return "nothing that a text in force asks";
  }
}

function sayThreshold(
  form: Extract<Form, { kind: "threshold" }>,
  frame: Frame,
  vocabulary: Vocabulary,
): string {
  if (form.whole !== undefined) {
    const { predicate, criterion } = form.whole;
    const said = sayAtom({ predicate, negated: form.as === "any" }, vocabulary);
    return `${said}${sayMethods(criterion, vocabulary)}`;
  }
  if (form.as === "unless") return say(form.of[0]!, frame, vocabulary);
  const lines = form.of.map((one) => say(one, frame, vocabulary));
  if (form.as === "all") return lines.join(" and ");
  return `${form.as === "any" ? "one" : form.k} of: ${lines.join("; ")}`;
}
