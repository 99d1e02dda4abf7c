import type { Predicate, Undertaking, Vocabulary } from "../agreement/index.ts";
import {
  type Atom,
  type Form,
  type FormHistory,
  type Frame,
  partsOfForm,
} from "../verdict/index.ts";

/** Of which light an atom is (semantics, section 8): what is done, or how far it is checked. */
export type Light = "performance" | "verification";

/**
 * The light of each atom of a duty's requirement. Where it has no other atom, or the duty itself is
 * to admit or to inspect, the atoms of verification are its performance.
 */
export function lightsOf(
  undertaking: Undertaking,
  frame: Frame,
  forms: FormHistory,
): (atom: Atom) => Light {
  const { vocabulary } = frame;
  if (isToAdmit(undertaking)) return () => "performance";
  const isCheck = (atom: Atom) => checks(atom, undertaking, vocabulary);
  const atoms = requiredAtoms(frame.formOfClause(undertaking.id, false), frame, forms);
  const onlyChecks = atoms.length > 0 && atoms.every(isCheck);
  if (onlyChecks) return () => "performance";
  return (atom) => (isCheck(atom) ? "verification" : "performance");
}

/** Every atom of a requirement itself: never of an exception, nor of a clause that it refers to. */
export function requiredAtoms(form: Form, frame: Frame, forms: FormHistory): readonly Atom[] {
  const known = fixed.get(form);
  if (known !== undefined) return known;
  let ranges = false;
  const members: FormHistory["members"] = (domain) => {
    ranges = true;
    return forms.members(domain);
  };
  const atoms = atomsUnder(form, frame, members);
  if (!ranges) fixed.set(form, atoms);
  return atoms;
}

/** The atoms of requirements that range over nothing: they are the same whatever is known. */
const fixed = new WeakMap<Form, readonly Atom[]>();

function atomsUnder(form: Form, frame: Frame, members: FormHistory["members"]): readonly Atom[] {
  if (form.kind === "atom") return [form.atom];
  if (form.kind === "blocker" || (form.kind === "level" && !form.own)) return [];
  return partsOfForm(form, frame, members).flatMap((one) => atomsUnder(one, frame, members));
}

/** What others do to be sure: access, coverage, checks, and what the text names a check. */
function checks(
  { predicate, criterion }: Atom,
  { by }: Undertaking,
  vocabulary: Vocabulary,
): boolean {
  if (criterion.check) return true;
  switch (predicate.kind) {
    case "access":
    case "coverage":
      return true;
    case "activity":
      return isNameOfCheck(predicate.activity) && !isActOf(predicate, by, vocabulary);
    case "presence":
    case "count":
    case "identity":
    case "statement":
    case "assessment":
    case "open-term":
      return false;
  }
}

/** An inspection that the bearer itself carries out is its act, and no check of it. */
function isActOf(
  predicate: Extract<Predicate, { kind: "activity" }>,
  bearer: Undertaking["by"],
  vocabulary: Vocabulary,
): boolean {
  const own = vocabulary.withAgents(bearer);
  return predicate.by.length > 0 && predicate.by.every((one) => own.includes(one));
}

const CHECK_STEMS = ["inspect", "supervis", "monitor", "observ", "verif", "check"];

/** Whether a word names a check: `inspection`, `un-supervision`, `verified`. */
export function isNameOfCheck(activity: string): boolean {
  return activity.split("-").some((word) => CHECK_STEMS.some((stem) => word.startsWith(stem)));
}

const TO_ADMIT =
  /\b(admit|allow|let|permit|grant|give|provide)\b.*\b(access|inspect|inspectors?|inspections?|observers?|monitors?|verif\w*|supervis\w*|entry|enter)\b|\b(inspect|supervise|monitor|observe|verify|check|admit)\b/i;

const toAdmit = new WeakMap<Undertaking, boolean>();

function isToAdmit(undertaking: Undertaking): boolean {
  const known = toAdmit.get(undertaking);
  if (known !== undefined) return known;
  const { content } = undertaking;
  const is = content.kind === "act" && TO_ADMIT.test(content.text);
  toAdmit.set(undertaking, is);
  return is;
}
