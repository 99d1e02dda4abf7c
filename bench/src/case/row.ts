/** Measures one case in a process of its own, so that its memory is its own, and prints the row. */
import { measureCase } from "./measure.ts";
import { generateCase, type Shape } from "./shapes.ts";

const [shape, size, warmUp] = process.argv.slice(2);
// Once before, and not counted: what the compiler of the runtime costs is not what a report costs.
measureCase(generateCase(shape as Shape, Number(warmUp)));
const row = measureCase(generateCase(shape as Shape, Number(size)));
// Kilobytes of 1,024 bytes, at the most that the process ever held.
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ ...row, memory: Math.round(maxRSS / 1024) }));
