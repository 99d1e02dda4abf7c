import { readFile } from "node:fs/promises";
import {
  allocate,
  MAX_ALLOCATED,
  nextInspections,
  type Stratum,
  samplingFault,
  samplingPlan,
} from "@proviso/core";
import { EXIT, type Io, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import { readStrata } from "../plan/read-strata.ts";
import { showPlan, showStrata } from "../show/plan.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso plan-inspection --population 100 --defects 5 --miss 0.05

Says how many to inspect of a population, so that of so many hidden among it at least one is seen
but for a chance: by the exact distribution, and by two formulas that others use.

  --population N     how many there are
  --defects D        how many of them would be hidden; or a percentage, "1%", rounded up
  --miss BETA        the greatest chance of seeing none of them: above 0, below 1

proviso plan-inspection --strata strata.json --budget 30

Shares a budget between parts (sites, classes) so that the greatest chance of missing what is hidden
in one of them is least, and says which inspection tells most next. The file is a list:
[{"id":"mariel","population":40,"defects":2}], each with, where it is not the default,
"cost" (1), "least" and "most" (the quota), "detection" (1: an inspected one is seen for certain),
"done" (0: inspected already, and found sound), "weight" (1: how likely it is to be there).

  --strata FILE      the parts
  --budget B         what all inspections together may cost

  --json             the documented shape, docs/cli-json.md
`;

/** `proviso plan-inspection`: how many to inspect, and which next. */
export const planInspection: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      population: { type: "string" },
      defects: { type: "string" },
      miss: { type: "string" },
      strata: { type: "string" },
      budget: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { options: typed } = readCall(args, options, []);
    const one = typed.population ?? typed.defects ?? typed.miss;
    const many = typed.strata ?? typed.budget;
    if (one !== undefined && many !== undefined) {
      const remedy = "Ask either of one population, or of parts with a budget.";
      throw new MisuseError("--strata and --population do not go together.", remedy);
    }
    const json = typed.json === true;
    if (many === undefined) return planOne(typed, json, io);
    return planMany(typed, json, io);
  },
};

type Typed = Readonly<
  Partial<Record<"population" | "defects" | "miss" | "strata" | "budget", string | undefined>>
>;

function planOne(typed: Typed, json: boolean, io: Io) {
  const population = numberOf(typed, "population");
  const defects = defectsOf(typed, population);
  const miss = numberOf(typed, "miss");
  const question = { population, defects, miss };
  const fault = samplingFault(question);
  if (fault !== null) throw new MisuseError(`${fault.message} [${fault.code}]`, fault.remedy);
  const plan = samplingPlan(question);
  if (json) io.out(`${JSON.stringify({ v: JSON_VERSION, ...question, ...plan }, null, 2)}\n`);
  else io.out(showPlan(io, question, plan));
  return EXIT.ok;
}

async function planMany(typed: Typed, json: boolean, io: Io) {
  const file = typed.strata;
  if (file === undefined) throw missing("strata");
  const budget = numberOf(typed, "budget");
  const strata: readonly Stratum[] = readStrata(file, await contentOf(file));
  checkBudget(budget, strata);
  const allocation = allocate(strata, budget);
  if (allocation === null) {
    const message = `A budget of ${budget} does not cover the quotas. [budget-short]`;
    throw new MisuseError(message, 'Raise it, or lower what some part asks at "least".');
  }
  const next = nextInspections(strata);
  if (json) {
    const answer = { v: JSON_VERSION, budget, ...allocation, next };
    io.out(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    io.out(showStrata(io, budget, allocation, next));
  }
  return EXIT.ok;
}

/** A budget that pays for more than can be shared out would be spent in part, and nobody told. */
function checkBudget(budget: number, strata: readonly Stratum[]): void {
  const greatest = MAX_ALLOCATED * Math.min(...strata.map(({ cost = 1 }) => cost));
  if (Number.isInteger(budget) && budget >= 0 && budget <= greatest) return;
  const remedy = `Write a whole number from 0 to ${greatest}: ${MAX_ALLOCATED} of the cheapest.`;
  throw new MisuseError(`${budget} is no budget. [budget-range]`, remedy);
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new MisuseError(
      `${file} cannot be read. [unreadable-file]`,
      "Name a file that is there.",
    );
  }
}

function numberOf(typed: Typed, name: keyof Typed): number {
  const text = typed[name];
  if (text === undefined) throw missing(name);
  // In digits: 100, .05, 1e12; neither hexadecimal nor blank, which JavaScript would take too.
  const value = /^[-+]?[\d.]+(?:e[-+]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new MisuseError(`--${name} "${text}" is no number. [not-a-number]`, "Write it in digits.");
}

/**
 * So many, or a percentage of the population: of 1600, 1% is 16; of 42, it is 1. Reckoned in whole
 * numbers: 8.8% of 375 is 33, which a product of fractions would put just above, at 34.
 */
function defectsOf(typed: Typed, population: number): number {
  const text = typed.defects;
  if (text === undefined) throw missing("defects");
  const percent = /^(\d{1,3})(?:\.(\d{1,12}))? ?%$/.exec(text.trim());
  if (percent === null) return numberOf(typed, "defects");
  // Of what is no population there is no share; what is wrong with it is said of it.
  if (!Number.isSafeInteger(population)) return Number.NaN;
  const [, whole = "", fraction = ""] = percent;
  const hundred = 100n * 10n ** BigInt(fraction.length);
  return Number((BigInt(population) * BigInt(whole + fraction) + hundred - 1n) / hundred);
}

function missing(name: string): MisuseError {
  const remedy = "Write --population N --defects D --miss BETA, or --strata FILE --budget B.";
  return new MisuseError(`--${name} is missing. [missing-option]`, remedy);
}
