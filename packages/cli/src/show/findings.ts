import { join } from "node:path";
import type { Finding } from "../case/finding.ts";
import type { Io } from "../io.ts";
import { indented, paint, plain, type Style } from "./layout.ts";

const STYLES: Readonly<Record<Finding["severity"], Style>> = {
  error: "bad",
  warning: "doubtful",
  flaw: "doubtful",
};

/** Says findings as a compiler does: place, severity and code, message, what to write instead. */
export function showFindings(io: Io, findings: readonly Finding[], directory: string): string {
  return findings.map((finding) => showFinding(io, finding, directory)).join("");
}

function showFinding(io: Io, finding: Finding, directory: string): string {
  const { file, line, column, severity, code, on, message, remedy } = finding;
  const place = [plain(join(directory, file)), line, line === null ? null : column]
    .filter((part) => part !== null)
    .join(":");
  const label = paint(io, STYLES[severity], `${severity}[${code}]`);
  const about = on === null ? "" : `${plain(on)}: `;
  return `${place}: ${label}: ${about}${plain(message)}\n${indented(io, 2, `write instead: ${remedy}`, "soft")}`;
}
