import { join } from "node:path";
import type { CaseDiagnostic } from "../case/diagnostic.ts";
import type { Io } from "../io.ts";
import { indented, paint, plain, type Style } from "./layout.ts";

const STYLES: Readonly<Record<CaseDiagnostic["severity"], Style>> = {
  error: "bad",
  warning: "doubtful",
  flaw: "doubtful",
};

/** How many further places of one finding are named; `--json` has them all. */
const MOST_PLACES = 8;

/**
 * Says findings as a compiler does: place, severity and code, message, what to write instead. What
 * is wrong alike in several places is said once, where it comes first, with the others below it.
 */
export function showDiagnostics(
  io: Io,
  findings: readonly CaseDiagnostic[],
  directory: string,
): string {
  const alike = Map.groupBy(findings, ({ severity, code, message, remedy }) =>
    JSON.stringify([severity, code, message, remedy]),
  );
  return [...alike.values()]
    .map(([first, ...others]) => showFinding(io, first!, others, directory))
    .join("");
}

function placeOf({ file, line, column }: CaseDiagnostic): string {
  return [plain(file), line, line === null ? null : column]
    .filter((part) => part !== null)
    .join(":");
}

/** The other places of a finding: `also at record.jsonl:9:118 (O-7) and 3 more places`. */
function sayOthers(others: readonly CaseDiagnostic[]): string {
  const named = others
    .slice(0, MOST_PLACES)
    .map((one) => `${placeOf(one)}${one.on === null ? "" : ` (${plain(one.on)})`}`);
  const more = others.length - named.length;
  const rest = more === 0 ? "" : ` and ${more} more ${more === 1 ? "place" : "places"}`;
  return `also at ${named.join(", ")}${rest}`;
}

function showFinding(
  io: Io,
  finding: CaseDiagnostic,
  others: readonly CaseDiagnostic[],
  directory: string,
): string {
  const { file, severity, code, on, message, remedy } = finding;
  const place = placeOf({ ...finding, file: join(directory, file) });
  const label = paint(io, STYLES[severity], `${severity}[${code}]`);
  const about = on === null ? "" : `${plain(on)}: `;
  const also = others.length === 0 ? "" : indented(io, 2, sayOthers(others));
  const instead = indented(io, 2, `write instead: ${remedy}`, "soft");
  return `${place}: ${label}: ${about}${plain(message)}\n${also}${instead}`;
}
