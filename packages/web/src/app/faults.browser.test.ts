import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../testing/browser.ts";
import { openScreen } from "../../testing/screen.ts";
import { CUBA, type ServedCase, serveCase } from "../../testing/served-case.ts";

describeInBrowser("a case that cannot be judged", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "proviso-broken-"));
    cpSync(CUBA, folder, { recursive: true });
    const record = join(folder, "record.jsonl");
    writeFileSync(record, `${readFileSync(record, "utf8")}{"v":1,"kind":"rumour"}\nnot json\n`);
    const agreement = join(folder, "agreement.proviso");
    writeFileSync(agreement, `${readFileSync(agreement, "utf8")}\nundertaking by nobody\n`);
    [browser, served] = await Promise.all([launch(), serveCase(folder)]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  test("names everything that is wrong at once, with file, line, code and remedy", async () => {
    const { page, close } = await openScreen(browser, `${served.address}/review`);
    expect(await page.locator("h1").textContent()).toMatch(/cannot be judged/);
    const faults = (await page.locator(".fault-list li").allTextContents()).join("\n");
    expect(faults).toMatch(/record\.jsonl, line \d+.*unknown-kind/);
    expect(faults).toMatch(/record\.jsonl, line \d+.*not-json/);
    expect(faults).toMatch(/agreement\.proviso, line \d+/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await close();
  });

  test("of which there is none under that name says so, and what is served instead", async () => {
    const address = served.address.replace(/cases\/.*/, "cases/nowhere/review");
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address);
    await page.getByText("No such case is served here.").waitFor();
    expect(await page.locator("main").textContent()).toContain("cuba-1962");
    await context.close();
  });
});
