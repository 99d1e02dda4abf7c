/** Prints what a test run came to, alone on its line. */
import { readReport } from "./report.mjs";

const { passed, failed } = readReport(process.argv[2]);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
