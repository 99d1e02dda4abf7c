import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../../testing/browser.ts";
import { PATIENTLY } from "../../../testing/patience.ts";
import { EVENING, openScreen } from "../../../testing/screen.ts";
import { type ServedCase, serveCase } from "../../../testing/served-case.ts";

describeInBrowser("the Agreement of the Cuba case", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCase()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });
  const open = () => openScreen(browser, `${served.address}/agreement?${EVENING}`);

  test("has a verdict beside each clause, and a click on it opens the reasons", async () => {
    const { page, close } = await open();
    const line = page.locator(".line", { hasText: /^\s*\d*\s*measure quarantine/ });
    expect(await line.locator(".margin").first().textContent()).toBe("relaxed");
    const undertaking = page.locator(".line", { hasText: /^\s*\d*\s*undertaking removal/ });
    await undertaking.locator(".margin").first().click();
    await page.getByRole("dialog", { name: "Reasons" }).waitFor();
    await close();
  });

  test("lists the texts that are not in force yet, and they come into force as the clock goes on", async () => {
    const { page, close } = await open();
    expect(await page.locator(".absent").textContent()).toMatch(/20-november/);
    await page.getByRole("slider", { name: "As of" }).focus();
    await page.keyboard.press("End");
    await expect
      .poll(() => page.locator(".sheet header").allTextContents(), PATIENTLY)
      .toContainEqual(expect.stringMatching(/20-november/));
    await close();
  });

  test("finds a clause, an entry and a place from the keyboard", async () => {
    const { page, close } = await open();
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Find anything" });
    await field.fill("san julian");
    expect(await page.locator(".hit").first().textContent()).toMatch(/San Julián/);
    await field.fill("O-0001");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Entry O-0001" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await field.fill("quarantine");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Reasons" }).waitFor();
    await close();
  });
});
