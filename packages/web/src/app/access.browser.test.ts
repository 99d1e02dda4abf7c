import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeInBrowser } from "../../testing/browser.ts";
import { EVENING, openScreen } from "../../testing/screen.ts";
import { type ServedCase, serveCase } from "../../testing/served-case.ts";

const SCREENS = {
  "the Review": `review?${EVENING}`,
  "the Agreement": `agreement?${EVENING}`,
  "the Accounts": "accounts/missiles?as-of=1962-11-09T23:00Z&reading=us&audience=all",
  "the Review with reasons open": `review?${EVENING}&why=removal`,
  "a whole entry": `review?${EVENING}&entry=O-0096`,
} as const;

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Everything that axe holds against a page, by rule and place, so that a failure says what. In the
 * dark only colours are others than in the light, and only they are looked at again.
 */
async function violations(page: Page, scheme: "light" | "dark"): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page });
  const chosen = scheme === "dark" ? axe.withRules("color-contrast") : axe.withTags(STANDARDS);
  const { violations } = await chosen.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
}

describeInBrowser("screens that everyone can use", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCase()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });

  describe.each([1280, 390])("at a width of %i", (width) => {
    test.each(Object.entries(SCREENS))(
      "%s is clean, and as wide as its window",
      async (_, path) => {
        const { page, close } = await openScreen(browser, `${served.address}/${path}`, { width });
        for (const scheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          expect(await violations(page, scheme), scheme).toEqual([]);
        }
        const tooWide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(tooWide).toBe(0);
        await close();
      },
    );
  });

  test("the finder is clean", async () => {
    const { page, close } = await openScreen(browser, `${served.address}/review?${EVENING}`);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Find anything" }).fill("quarantine");
    expect(await violations(page, "light")).toEqual([]);
    await close();
  });

  test("what is pressed with a finger is large enough to be hit", async () => {
    const address = `${served.address}/review?${EVENING}`;
    const { page, close } = await openScreen(browser, address, { width: 390, height: 844 });
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, summary, select, input")]
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && box.height > 0)
        .filter(
          ({ one, box }) => box.height < 24 && !one.matches('[type="checkbox"], [type="text"]'),
        )
        .map(({ one, box }) => `${one.className} ${one.textContent?.slice(0, 40)} ${box.height}`),
    );
    expect(small).toEqual([]);
    await close();
  });
});
