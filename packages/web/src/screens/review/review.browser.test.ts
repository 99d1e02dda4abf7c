import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../../testing/browser.ts";
import { PATIENTLY } from "../../../testing/patience.ts";
import { EVENING, openScreen } from "../../../testing/screen.ts";
import { type ServedCase, serveCase } from "../../../testing/served-case.ts";

/** What the second paragraph of telegram 1189 says, in the order in which it says it. */
const FINDINGS = [
  /good evidence of the dismantling/i,
  /no decisive evidence/i,
  /assembly of.*IL-28s continues/i,
  /some evidence of an intent/i,
  /unclear/i,
  /no satisfactory assurance/i,
  /without guarantee of safety/i,
];

const answers = (page: Page) => page.locator(".rows-questions .answer").allTextContents();
const statusOf = (page: Page, kind: "measure" | "assurance", title: string) =>
  page.locator(`.row-${kind}`, { hasText: title }).locator(".row-mark").first().textContent();
const asOf = (page: Page) => page.getByRole("slider", { name: "As of" });
const typed = (page: Page) => page.getByLabel("As of: type a date and time");

describeInBrowser("the Review of the Cuba case", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCase()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });
  const open = (query = EVENING) => openScreen(browser, `${served.address}/review?${query}`);

  test("on 3 November gives the telegram's seven findings, in its order and words", async () => {
    const { page, close } = await open();
    const said = await answers(page);
    expect(said).toHaveLength(FINDINGS.length);
    for (const [index, finding] of FINDINGS.entries()) expect(said[index]).toMatch(finding);
    expect(await statusOf(page, "measure", "quarantine")).toContain("relaxed");
    expect(await statusOf(page, "assurance", "invasion")).toContain("withheld");
    expect(await page.locator(".limbs .mark").allTextContents()).not.toContain("verified");
    await close();
  });

  test("says on its face that the case is reconstructed", async () => {
    const { page, close } = await open();
    expect(await page.locator(".reconstructed").textContent()).toBe("reconstructed");
    expect(await page.title()).toMatch(/^Review · .* · Proviso$/);
    await close();
  });

  test("is judged again in the browser while a clock is dragged, and asks the server for nothing", async () => {
    const { page, asked, close } = await open();
    await page.getByText(/they say the same/).waitFor();
    asked.splice(0);
    const before = await answers(page);
    const box = await asOf(page).boundingBox();
    if (box === null) throw new Error("The clock is not drawn.");
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.365, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, y, { steps: 8 });
    await page.mouse.move(box.x + box.width * 0.9, y, { steps: 8 });
    expect(await answers(page)).not.toEqual(before);
    await page.mouse.up();
    expect(await statusOf(page, "measure", "quarantine")).toContain("lifted");
    expect(asked).toEqual([]);
    await close();
  });

  test("follows the keyboard: by entry, by the hour, to either end", async () => {
    const { page, asked, close } = await open();
    await page.getByText(/they say the same/).waitFor();
    asked.splice(0);
    await asOf(page).focus();
    await page.keyboard.press("Shift+ArrowRight");
    expect(await typed(page).inputValue()).toBe("1962-11-03 21:44");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    expect((await typed(page).inputValue()) < "1962-11-03 20:44").toBe(true);
    await page.keyboard.press("End");
    expect(await statusOf(page, "measure", "quarantine")).toContain("lifted");
    await page.keyboard.press("Home");
    expect(await answers(page)).not.toContainEqual(expect.stringMatching(/good evidence/i));
    expect(asked).toEqual([]);
    await close();
  });

  test("a view that is sent to someone else is the same view", async () => {
    const { page, close } = await open();
    await typed(page).fill("1962-11-15 12:00");
    await page.keyboard.press("Enter");
    await page.waitForURL(/as-of=1962-11-15T17:00Z&known-at=\d+&reading=us&audience=all/);
    const other = await openScreen(browser, page.url());
    expect(await typed(other.page).inputValue()).toBe("1962-11-15 12:00");
    expect(await other.page.locator("h1").textContent()).toBe(
      await page.locator("h1").textContent(),
    );
    expect(await answers(other.page)).toEqual(await answers(page));
    await other.close();
    await close();
  });

  test("back and forward go through the moments that were looked at", async () => {
    const { page, close } = await open();
    await page.getByRole("button", { name: "As of: Next entry" }).click();
    await page.waitForURL(/known-at=/);
    const later = await typed(page).inputValue();
    expect(later > "1962-11-03 20:44").toBe(true);
    await page.goBack();
    await expect.poll(() => typed(page).inputValue(), PATIENTLY).toBe("1962-11-03 20:44");
    await page.goForward();
    await expect.poll(() => typed(page).inputValue(), PATIENTLY).toBe(later);
    await close();
  });

  test("known-at follows as-of until it is moved by itself, and then says that it is hindsight", async () => {
    const { page, close } = await open();
    const together = page.getByLabel("Known at follows as of");
    expect(await together.isChecked()).toBe(true);
    await page.getByRole("slider", { name: "As known at" }).focus();
    await page.keyboard.press("End");
    expect(await together.isChecked()).toBe(false);
    expect(await typed(page).inputValue()).toBe("1962-11-03 20:44");
    await page.getByText(/hindsight/).waitFor();
    await together.check();
    expect(await page.getByText(/hindsight/).count()).toBe(0);
    await close();
  });

  test("what is typed and cannot be read is refused in words, and the clock stays", async () => {
    const { page, close } = await open();
    await typed(page).fill("yesterday");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("alert").textContent()).toContain("1962-11-03 20:44");
    expect(await asOf(page).getAttribute("aria-valuetext")).toContain("3 Nov 1962, 20:44");
    await close();
  });

  test("goes onto two sheets of paper", async () => {
    const { page, close } = await open();
    // In another face the lines are longer.
    await page.evaluate(async () => void (await document.fonts.ready));
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g) ?? [];
    expect(sheets.length).toBeGreaterThan(0);
    expect(sheets.length).toBeLessThanOrEqual(2);
    await close();
  });
});
