/** Fails where a test run left tests out, and names them. */
import { readReport } from "./report.mjs";

const { passed, skipped } = readReport(process.argv[2]);
for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
if (passed === 0) process.stdout.write("No test ran.\n");
process.exitCode = skipped.length === 0 && passed > 0 ? 0 : 1;
