export { withoutFormula, writeCsv } from "./write-csv.ts";
