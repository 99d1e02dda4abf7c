import type { Assessed, AssessedUndertaking } from "@proviso/core";
import { words } from "../say/words.ts";
import { type Mark, valueMark } from "./mark.ts";

/** The two lights of an undertaking, each as a mark (semantics, section 8). */
export interface LightsView {
  readonly done: Mark;
  readonly checked: Mark;
}

/** A judged clause that may be an undertaking. */
export type MaybeUndertaking = Assessed<string> & Partial<Pick<AssessedUndertaking, "lights">>;

/** The two lights of a clause; `null` for what is no undertaking, or asks for no check. */
export function lightsView({ lights }: MaybeUndertaking): LightsView | null {
  if (lights === undefined || lights.verification === null) return null;
  return { done: valueMark(lights.performance), checked: valueMark(lights.verification) };
}

/** The two lights in a line, for whoever does not see them. */
export function sayLights({ done, checked }: LightsView): string {
  return words.lights.both(done.word, checked.word);
}
