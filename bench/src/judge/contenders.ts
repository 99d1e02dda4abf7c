import { CLIPS } from "./clips.ts";
import type { Contender } from "./contender.ts";
import { DB_IVM } from "./db-ivm.ts";
import { FULL } from "./full.ts";
import { LIMIT } from "./limit.ts";
import { LIMIT_OBSERVATIONS } from "./limit-observations.ts";
import { PROLOG } from "./prolog.ts";
import { RECOMPUTE } from "./recompute.ts";
import { RULES_ENGINE, RULES_ENGINE_INDEXED } from "./rules-engine.ts";

/** P1: the two-valued work, beside the judge, which has no two-valued way and does its whole work. */
export const TWO_VALUED_CONTENDERS: readonly Contender[] = [
  LIMIT,
  FULL,
  RECOMPUTE,
  DB_IVM,
  PROLOG,
  CLIPS,
  RULES_ENGINE_INDEXED,
  RULES_ENGINE,
];

/** P2: the full work, beside the loops that only do the two-valued part of it. */
export const FULL_CONTENDERS: readonly Contender[] = [LIMIT, LIMIT_OBSERVATIONS, FULL];

/** Whether what a contender needs is on this machine. */
export function isInstalled(contender: Contender): boolean {
  return contender.version !== "not installed";
}
