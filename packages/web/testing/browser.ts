import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { describe, expect, test } from "vitest";

/** Debian's Chromium, or the one that `PROVISO_CHROMIUM` names. */
const CHROMIUM = process.env["PROVISO_CHROMIUM"] ?? "/usr/bin/chromium";

/** What browser tests do beside driving a page: start the browser, and not wait too little. */
export const BROWSER_TIMEOUT_MS = 240_000;

/**
 * Declares tests that need a browser. Where there is none they are reported as skipped, with the
 * reason, so that a developer without Chromium can run the rest; under CI its absence fails, so
 * that a green run never means that the screens were not looked at.
 *
 * @param name - what is tested; the reader sees it with the reason when the tests cannot run
 * @param tests - declares the tests; `launch` starts a browser, which the tests close
 */
export function describeInBrowser(
  name: string,
  tests: (launch: () => Promise<Browser>) => void,
): void {
  if (existsSync(CHROMIUM)) {
    describe(name, { timeout: BROWSER_TIMEOUT_MS }, () => tests(launch));
    return;
  }
  const reason = `no Chromium at ${CHROMIUM} (apt install chromium, or set PROVISO_CHROMIUM)`;
  if (process.env["CI"] === "true") {
    test(`${name}: ${reason}`, () => expect.fail(`The browser tests cannot run: ${reason}.`));
    return;
  }
  process.stderr.write(`Skipped: ${name}: ${reason}.\n`);
  describe.skipIf(true)(name, () => tests(launch));
}

/**
 * `--no-sandbox`: CI runs as root, where Chromium refuses to start with one. The others keep the
 * browser from asking its maker for anything of its own accord.
 */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
