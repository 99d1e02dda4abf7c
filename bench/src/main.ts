import { benchCases } from "./case/bench.ts";
import { benchEngine } from "./engine/bench.ts";
import { benchRecord } from "./record/bench.ts";

const USAGE = `npm run bench -- case [--json] [--quick]
npm run bench -- engine [--json] [--quick]
npm run bench -- record [--json] [--quick | --full]

  case      C1 and C5: generated cases, read and judged as a user has them judged
  engine    P1, P2, P3 and P6 of the engine, beside the limit and its peers
  record    P4, P5 and C6 of the record, beside bare inserts and bare verification
  --json    prints {machine, versions, rows} instead of a table
  --quick   small sizes and few runs: to see that it works, not for figures
  --full    P5 with a record of 1,000,000 entries instead of 100,000
`;

const [suite, ...flags] = process.argv.slice(2);
const known = suite === "record" ? ["--json", "--quick", "--full"] : ["--json", "--quick"];
const options = {
  json: flags.includes("--json"),
  quick: flags.includes("--quick"),
  full: flags.includes("--full"),
  progress: (what: string) => process.stderr.write(`${what}\n`),
};
const isCall = flags.every((flag) => known.includes(flag)) && !(options.quick && options.full);
if (isCall && suite === "case") process.stdout.write(benchCases(options));
else if (isCall && suite === "engine") process.stdout.write(await benchEngine(options));
else if (isCall && suite === "record") process.stdout.write(await benchRecord(options));
else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
