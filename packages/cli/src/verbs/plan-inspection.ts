import { readFile } from "node:fs/promises";
import {
  allocate,
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
  if (!Number.isInteger(budget) || budget < 0 || budget > 1_000_000) {
    const message = `${budget} is no budget. [budget-range]`;
    throw new MisuseError(message, "Write a whole number from 0 to 1,000,000.");
  }
  const strata: readonly Stratum[] = readStrata(file, await contentOf(file));
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
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new MisuseError(`--${name} "${text}" is no number. [not-a-number]`, "Write it in digits.");
}

/** So many, or a percentage of the population: of 1600, 1% is 16; of 42, it is 1. */
function defectsOf(typed: Typed, population: number): number {
  const text = typed.defects;
  if (text === undefined) throw missing("defects");
  const percent = /^(\d+(?:\.\d+)?) ?%$/.exec(text.trim());
  if (percent === null) return numberOf(typed, "defects");
  return Math.ceil((population * Number(percent[1])) / 100);
}

function missing(name: string): MisuseError {
  const remedy = "Write --population N --defects D --miss BETA, or --strata FILE --budget B.";
  return new MisuseError(`--${name} is missing.`, remedy);
}
