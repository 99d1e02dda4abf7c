import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../testing/browser.ts";
import { openScreen } from "../../testing/screen.ts";
import { CUBA, type ServedCase, serve } from "../../testing/served-case.ts";

const SYRIA = fileURLToPath(new URL("../../../../cases/syria-2013", import.meta.url));

describeInBrowser("the cases that are served", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    const both = ["--case", CUBA, "--case", SYRIA];
    [browser, served] = await Promise.all([launch(), serve("cuba-1962", both)]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });

  test("are listed, each with its screens, and opened from there", async () => {
    const { origin } = new URL(served.address);
    const { page, close } = await openScreen(browser, `${origin}/`, { width: 390 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    const titles = await page.locator(".case-list h2 a").allTextContents();
    expect(titles).toHaveLength(2);
    const screens = page.getByRole("navigation", { name: /Syria/ });
    await screens.getByRole("link", { name: "Accounts" }).click();
    await page.waitForURL(/\/cases\/syria-2013\/accounts/);
    await page.getByRole("heading", { name: "Where is every item?" }).waitFor();
    await close();
  });
});
