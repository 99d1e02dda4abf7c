import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../../testing/browser.ts";
import { PATIENTLY } from "../../../testing/patience.ts";
import { EVENING, openScreen } from "../../../testing/screen.ts";
import { type ServedCase, serveCase } from "../../../testing/served-case.ts";

describeInBrowser("the reasons of a verdict", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCase()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });
  const open = (screen = "review", width = 1280) =>
    openScreen(browser, `${served.address}/${screen}?${EVENING}`, { width });

  test("go down to the observations, with grade, method, observers and both times", async () => {
    const { page, close } = await open();
    await page.getByRole("button", { name: /assembly of.*IL-28s continues/i }).click();
    const panel = page.getByRole("dialog", { name: "Reasons" });
    const report = panel.locator(".report").first();
    await report.waitFor();
    expect(await report.locator(".grade").textContent()).toMatch(/^[A-F][1-6]$/);
    const facts = await report.locator(".report-facts").textContent();
    for (const label of ["Grade", "Method", "Observers", "Seen", "Known", "Source"]) {
      expect(facts).toContain(label);
    }
    expect(await report.locator(".report-fate").textContent()).toMatch(/for\s*speaks/);
    await report.getByRole("button", { name: /The whole entry/ }).click();
    const entry = page.getByRole("dialog", { name: /^Entry O-/ });
    expect(await entry.textContent()).toMatch(/Why this grade[\s\S]*Place in the record/);
    await entry.getByRole("button", { name: "Back to the reasons" }).click();
    await panel.waitFor();
    await close();
  });

  test("go down to the passages of the letters", async () => {
    const { page, close } = await open();
    await page.locator('[data-why="removal"]').first().click();
    // The panel is loaded when it is first opened.
    await page.locator(".panel blockquote").first().waitFor();
    const quoted = await page.locator(".panel blockquote").allTextContents();
    expect(quoted.join(" ")).toMatch(/crate and return them to the Soviet Union/);
    expect(await page.locator(".panel figcaption").first().textContent()).toMatch(/Khrushchev/);
    await close();
  });

  test("are part of the address: someone else sees the same reasons open", async () => {
    const { page, close } = await open();
    await page.locator('[data-why="removal"]').first().click();
    await page.waitForURL(/why=removal/);
    const other = await openScreen(browser, page.url());
    await other.page.getByRole("dialog", { name: "Reasons" }).waitFor();
    await other.close();
    await page.goBack();
    await expect.poll(() => page.getByRole("dialog").count(), PATIENTLY).toBe(0);
    await close();
  });

  test("lead to the line of the text that asks for it", async () => {
    const { page, close } = await open();
    await page.locator('[data-why="quarantine"]').first().click();
    await page.locator(".panel .to-line").first().click();
    await page.waitForURL(/\/agreement\?/);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ""), PATIENTLY)
      .toMatch(/quarantine/);
    await close();
  });

  test("can be reached, read and left by the keyboard alone", async () => {
    const { page, close } = await open();
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press("Tab");
      const node = await page.evaluate(
        () => (document.activeElement as HTMLElement).dataset["why"],
      );
      if (node === "assembly") break;
    }
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: "Reasons" });
    await panel.waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id), PATIENTLY)
      .toBe("panel-heading");
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press("Tab");
      const entry = await page.evaluate(
        () => (document.activeElement as HTMLElement).dataset["entry"],
      );
      if (entry !== undefined) break;
    }
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /^Entry O-/ }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count(), PATIENTLY).toBe(0);
    await expect
      .poll(
        () => page.evaluate(() => (document.activeElement as HTMLElement).dataset["why"]),
        PATIENTLY,
      )
      .toBe("assembly");
    await close();
  });

  test("cover the whole screen of a telephone, and give it back", async () => {
    const { page, close } = await open("review", 390);
    await page.locator('[data-why="assembly"]').first().click();
    const panel = page.getByRole("dialog", { name: "Reasons" });
    await panel.waitFor();
    expect(await panel.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390 });
    await page.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => panel.count(), PATIENTLY).toBe(0);
    await close();
  });
});
