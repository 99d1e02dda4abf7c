import { parseArgs } from "node:util";
import { benchCases } from "./case/bench.ts";
import { SHAPES } from "./case/shapes.ts";
import { benchJudge } from "./judge/bench.ts";
import { benchLive } from "./live/bench.ts";
import { benchRecord } from "./record/bench.ts";

const USAGE = `npm run bench -- case [--shape SHAPE] [--size N] [--json] [--quick]
npm run bench -- judge [--json] [--quick]
npm run bench -- live [--size N] [--json] [--quick]
npm run bench -- record [--json] [--quick | --full]

  case      C1 and C5: generated cases, read and judged as a user has them judged; a row as soon as
            it is measured, each in a process of its own
  judge     P1, P2, P3 and P6 of the judge, beside the limit and its peers
  live      C2: one more entry on a served case, from its post to a verdict at a subscriber
  record    P4, P5 and C6 of the record, beside bare inserts and bare verification
  --shape   one of ${SHAPES.join(", ")}
  --size    so many reports, or entries
  --json    prints {machine, versions, rows} instead of a table; of case, one row a line
  --quick   small sizes and few runs: to see that it works, not for figures
  --full    P5 with a record of 1,000,000 entries instead of 100,000
`;

const FLAGS = {
  case: ["shape", "size", "json", "quick"],
  judge: ["json", "quick"],
  live: ["size", "json", "quick"],
  record: ["json", "quick", "full"],
} as const;

function called() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      shape: { type: "string" },
      size: { type: "string" },
      json: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
    },
  });
  const [suite, ...more] = positionals;
  const shape = SHAPES.find((one) => one === values.shape) ?? null;
  const size = values.size === undefined ? null : Number(values.size);
  const wrong =
    (suite !== "case" && suite !== "judge" && suite !== "live" && suite !== "record") ||
    more.length > 0 ||
    Object.entries(values).some(
      ([flag, value]) => value !== false && !(FLAGS[suite] as readonly string[]).includes(flag),
    ) ||
    (values.quick && values.full) ||
    (values.shape !== undefined && shape === null) ||
    (size !== null && !(Number.isInteger(size) && size > 0));
  return wrong ? null : { suite, shape, size, ...pick(values) };
}

function pick({ json, quick, full }: { json: boolean; quick: boolean; full: boolean }) {
  return { json, quick, full };
}

function callOrNull(): ReturnType<typeof called> {
  try {
    return called();
  } catch {
    // `parseArgs` throws for a flag that it does not know; the usage says which there are.
    return null;
  }
}

const call = callOrNull();
const print = (line: string) => process.stdout.write(`${line}\n`);
const progress = (what: string) => process.stderr.write(`${what}\n`);
if (call?.suite === "case") await benchCases({ ...call, print });
else if (call?.suite === "judge") process.stdout.write(await benchJudge({ ...call, progress }));
else if (call?.suite === "live") await benchLive({ ...call, print, progress });
else if (call?.suite === "record") process.stdout.write(await benchRecord({ ...call, progress }));
else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
