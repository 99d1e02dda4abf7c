import { benchEngine } from "./engine/bench.ts";

const USAGE = `npm run bench -- engine [--json] [--quick]

  engine    P1, P2, P3 and P6 of the engine, beside the limit and its peers
  --json    prints {machine, versions, rows} instead of a table
  --quick   small sizes and few runs: to see that it works, not for figures
`;

const [suite, ...flags] = process.argv.slice(2);
const unknown = flags.filter((flag) => flag !== "--json" && flag !== "--quick");
if (suite !== "engine" || unknown.length > 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  const text = await benchEngine({
    json: flags.includes("--json"),
    quick: flags.includes("--quick"),
    progress: (what) => process.stderr.write(`${what}\n`),
  });
  process.stdout.write(text);
}
