import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../../testing/browser.ts";
import { PATIENTLY } from "../../../testing/patience.ts";
import { openScreen } from "../../../testing/screen.ts";
import { type ServedCase, serveCase } from "../../../testing/served-case.ts";

const NINTH = "as-of=1962-11-09T23:00Z&reading=us&audience=all";

const balance = (page: Page) =>
  page
    .locator(".balance-table tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("th, td")].slice(0, 2).map((c) => c.textContent)),
    );
const drawing = (page: Page) => page.getByRole("img", { name: /flow by stage/ });

describeInBrowser("the Accounts", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCase()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });
  const open = async (path: string) => {
    const screen = await openScreen(browser, `${served.address}/${path}`);
    await screen.page.getByRole("heading", { name: "Where is every item?" }).waitFor();
    return screen;
  };

  test("say where 42 missiles are, with 4 unaccounted for, drawn and as a table", async () => {
    const { page, close } = await open(`accounts/missiles?${NINTH}`);
    expect(await balance(page)).toEqual([
      ["in place", "–"],
      ["in transit", "0"],
      ["counted out", "38"],
      ["destroyed", "–"],
      ["unaccounted for", "4"],
      ["= declared, the base", "42"],
    ]);
    await drawing(page).waitFor();
    expect(await drawing(page).locator("desc").textContent()).toContain("unaccounted for: 4");
    const twin = page.getByRole("region", { name: "The flow as a table" });
    expect(await twin.textContent()).toContain("declaredunaccounted for4");
    await close();
  });

  test("are drawn up again while a clock moves, ask for nothing, and keep the column", async () => {
    const { page, asked, close } = await open(`accounts/missiles?${NINTH}`);
    await drawing(page).waitFor();
    await page.getByText(/they say the same/).waitFor();
    // What opens beside the page is fetched once the page has been left to itself for a second.
    await page.waitForTimeout(1500);
    asked.splice(0);
    await page.getByLabel("As of: type a date and time").fill("1962-11-15 18:00");
    await page.keyboard.press("Enter");
    await expect
      .poll(async () => (await balance(page))[4], PATIENTLY)
      .toEqual(["unaccounted for", "4"]);
    expect(await drawing(page).textContent()).toContain("unaccounted for: 4");
    await page.waitForURL(/accounts\/missiles\?as-of=1962-11-15T23:00Z&known-at=\d+&reading=us/);
    expect(asked).toEqual([]);
    await close();
  });

  test("give as a file what the table shows, filtered and sorted by the keyboard", async () => {
    const { page, close } = await open(`accounts?${NINTH}`);
    const table = page.getByRole("region", { name: "What is on its way in" });
    await page.getByRole("searchbox", { name: /What is on its way in/ }).fill("o");
    await table.getByRole("button", { name: "ship" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    expect(await table.getByRole("columnheader").first().getAttribute("aria-sort")).toBe(
      "descending",
    );
    const shown = await table.locator("tbody th").allTextContents();
    const pressed = page.getByRole("button", { name: /CSV: What is on its way in/ });
    const [download] = await Promise.all([page.waitForEvent("download"), pressed.click()]);
    const csv = await readFile(await download.path(), "utf8");
    const rows = csv.split("\r\n").slice(1, -1);
    expect(shown.length).toBeGreaterThan(3);
    expect(rows.map((row) => row.split(",")[0])).toEqual(shown);
    await close();
  });

  test("lead to the entries that they rest on, and from the finder to the account", async () => {
    const { page, close } = await open(`accounts/missiles?${NINTH}`);
    await page.locator('[data-entry="O-0117"]').first().click();
    await page.getByRole("heading", { name: /O-0117/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Find anything" }).fill("IL-28");
    await page
      .getByRole("option", { name: /account/ })
      .first()
      .click();
    await page.waitForURL(/accounts\/bombers/);
    await page.getByRole("heading", { name: /IL-28 bombers in pieces/ }).waitFor();
    await page.getByRole("cell", { name: "nothing is declared" }).waitFor();
    await close();
  });

  test("say so where there is no such item", async () => {
    const { page, close } = await open(`accounts/submarines?${NINTH}`);
    expect(await page.getByRole("alert").textContent()).toContain("submarines");
    await close();
  });
});
