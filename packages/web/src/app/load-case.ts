import { instant } from "@proviso/core";
import type { CaseFiles } from "../case/case-files.ts";
import { growCase, type OpenedCase, type Opening, openCase } from "../case/opened-case.ts";
import { bringCase } from "./bring-case.ts";

/** A case as its screens have it. */
export interface LoadedCase {
  readonly files: CaseFiles;
  /** When it came, where the server does not answer; `null` where it has just been asked. */
  readonly keptAt: number | null;
  readonly opening: Opening;
}

/** The case that was opened last, to go on from. */
interface HeldCase {
  readonly opened: OpenedCase;
  /** Milliseconds by this device's clock. */
  readonly cameAt: number;
}

let last: HeldCase | null = null;

/**
 * Gets a case and opens it. One that is open already is given what has come since, and all that was
 * worked out of it stays.
 *
 * @throws {CaseError} where nothing of it is here and the server does not give it.
 */
export async function loadCase(id: string): Promise<LoadedCase> {
  const held = last?.opened.id === id ? last : null;
  const now = Date.now();
  const brought = await bringCase(id, held?.opened.files ?? null);
  if (brought.kind === "whole") return openWhole(id, brought, now);
  if (held === null) throw new Error("What a case has grown by is asked for by who has it.");
  if (brought.kind === "unreachable") return loaded(held.opened, held.cameAt);
  const grown = growCase(held.opened, brought.lines, instant(now));
  if (grown !== null) return remember(grown, now);
  const whole = await bringCase(id, null);
  if (whole.kind !== "whole") throw new Error("A case that is not here comes as a whole.");
  return openWhole(id, whole, now);
}

function openWhole(
  id: string,
  { files, keptAt }: { readonly files: CaseFiles; readonly keptAt: number | null },
  now: number,
): LoadedCase {
  const opening = openCase(id, files, instant(now));
  if (opening.kind === "broken") return { files, keptAt, opening };
  return { ...remember(opening.opened, keptAt ?? now), keptAt };
}

function remember(opened: OpenedCase, cameAt: number): LoadedCase {
  last = { opened, cameAt };
  return loaded(opened, null);
}

function loaded(opened: OpenedCase, keptAt: number | null): LoadedCase {
  return { files: opened.files, keptAt, opening: { kind: "opened", opened } };
}
