import type { OpenedCase } from "../../case/opened-case.ts";
import { inspectWords } from "../../say/words-inspect.ts";
import { DeviceError } from "./device/device-error.ts";
import { unfitness } from "./fitness.ts";
import { entryOf, remarkOf } from "./form-entry.ts";
import type { Inspection, Trouble } from "./item.ts";
import { signItem } from "./signing.ts";
import type { SigningKey } from "./station.ts";

/** What a form is held against before it is signed. */
export interface SigningContext {
  readonly opened: OpenedCase;
  /** The enrolled observers' keys of this device. */
  readonly keys: readonly SigningKey[];
  /** The other count of a double count, where it is signed here: another person signs this one. */
  readonly other: Inspection | null;
  readonly titleOf: (id: string) => string;
}

/** Signs a form that has no problems; returns why it was not signed, and `null` where it was. */
export async function signForm(
  item: Inspection,
  key: SigningKey,
  context: SigningContext,
): Promise<Trouble | null> {
  const refused = refusedKey(item, key, context);
  if (refused !== null) return { code: "", message: refused, remedy: "" };
  const { protocol, draft, photographs, entry, twice } = item;
  const { device, enrolled } = key;
  const json = entryOf({
    ...{ protocol, draft, photographs, entry },
    blind: twice !== null,
    key: device.name,
    person: enrolled?.person ?? "",
    clock: context.opened.clock,
  });
  const unfit = unfitness(context.opened, json);
  if (unfit !== null) return unfit;
  try {
    await signItem(item, json, remarkOf(protocol, draft), { device, role: "observer" });
    return null;
  } catch (cause) {
    if (!(cause instanceof DeviceError)) throw cause;
    return { code: cause.code, message: cause.message, remedy: cause.remedy };
  }
}

/** Why a key does not sign a form, whatever the form says; `null` where it does. */
function refusedKey(
  { draft }: Inspection,
  { device, enrolled }: SigningKey,
  { keys, other, titleOf }: SigningContext,
): string | null {
  const body = draft.answers.observer ?? "";
  const signs = enrolled?.body ?? "";
  // A report would otherwise be laid into the mouth of a body whose key never signed it.
  if (body !== signs) return inspectWords.problem.body(titleOf(body), titleOf(signs));
  const theirs = keys.find((one) => one.device.name === other?.signed?.device);
  const isSame =
    theirs !== undefined &&
    (theirs.device.name === device.name || theirs.enrolled?.person === enrolled?.person);
  return isSame ? inspectWords.twice.samePerson : null;
}
