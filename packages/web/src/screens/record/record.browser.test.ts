import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../../testing/browser.ts";
import { serveKeptCase } from "../../../testing/kept-case.ts";
import { EVENING, openScreen } from "../../../testing/screen.ts";
import { type ServedCase, serveCase } from "../../../testing/served-case.ts";

const PATIENCE_MS = 60_000;

async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
  );
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

async function verifyHere(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Verify everything here" }).click();
  const verdict = page.locator(".verify-verdict");
  await verdict.waitFor({ timeout: PATIENCE_MS });
  return (await verdict.textContent()) ?? "";
}

describeInBrowser("the Record of the Cuba case", (launch) => {
  let browser: Browser;
  let kept: ServedCase;
  let folder: ServedCase;
  beforeAll(async () => {
    [browser, kept, folder] = await Promise.all([launch(), serveKeptCase(), serveCase()]);
  }, 2 * PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([browser?.close(), kept?.close(), folder?.close()]);
  });
  const openRecord = async (path = "record", width = 1280) => {
    const screen = await openScreen(browser, `${kept.address}/${path}?${EVENING}`, { width });
    await screen.page.locator(".log-table").first().waitFor();
    return screen;
  };

  test("says how things stand, and agrees when everything is verified here", async () => {
    const { page, close } = await openRecord();
    expect(await page.locator("h1").textContent()).toMatch(/\d+ entries in the log proviso-/);
    expect(await page.locator(".record").textContent()).toMatch(/No witness has cosigned it/);
    expect(await verifyHere(page)).toBe("Everything agrees.");
    expect(await page.locator(".verify-did").textContent()).toMatch(/just as signed/);
    await close();
  });

  test("names what does not agree where the server shows another entry", async () => {
    const { page, close } = await openRecord();
    await page.route(/record\/entries/, async (route) => {
      const response = await route.fetch();
      const page = (await response.json()) as { entries: { index: number; envelope: string }[] };
      for (const entry of page.entries) {
        if (entry.index !== 7) continue;
        const at = entry.envelope.length - 40;
        const other = entry.envelope[at] === "A" ? "B" : "A";
        entry.envelope = `${entry.envelope.slice(0, at)}${other}${entry.envelope.slice(at + 1)}`;
      }
      await route.fulfill({ response, json: page });
    });
    expect(await verifyHere(page)).toMatch(/not agree/);
    const named = (await page.locator(".disagreements li").allTextContents()).join("\n");
    expect(named).toMatch(/entry 7.*envelope-altered/);
    await close();
  });

  test("marks what was not known yet at the clocks, and turns its pages", async () => {
    const { page, close } = await openRecord();
    const turned = page.getByText(/^101 to 200 of/);
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await turned.waitFor();
    await page.getByRole("button", { name: "Last", exact: true }).click();
    await expect.poll(() => page.locator(".log-later").count()).toBeGreaterThan(0);
    await close();
  });

  test("shows one entry with its signers, its proof step by step, and its time", async () => {
    const { page, close } = await openRecord();
    await page.locator(".log-table").first().getByRole("link", { name: "7", exact: true }).click();
    await page.getByRole("heading", { name: "Entry 7 of the log" }).waitFor();
    const text = await page.locator(".record").textContent();
    expect(text).toMatch(/Every signature holds/);
    expect(text).toMatch(/the entry is in the log/);
    expect(await page.locator(".proof-table tbody tr").count()).toBeGreaterThan(5);
    await page.locator(".record .to-line").first().click();
    await page.getByRole("dialog", { name: /^Entry O-/ }).waitFor();
    await close();
  });

  test.each([1280, 390])(
    "is clean at a width of %i, in the light and in the dark",
    async (width) => {
      for (const path of ["record", "record/7"]) {
        const { page, close } = await openRecord(path, width);
        if (path === "record") await verifyHere(page);
        expect(await violations(page), path).toEqual([]);
        await page.emulateMedia({ colorScheme: "dark" });
        expect(await violations(page), `${path}, dark`).toEqual([]);
        expect(await overflow(page), path).toBe(0);
        const shots = process.env["PROVISO_SHOTS"];
        if (shots !== undefined) {
          await page.emulateMedia({ colorScheme: "light" });
          const name = `${path.replace("/", "-")}-${width}.png`;
          await page.screenshot({ path: `${shots}/${name}` });
        }
        await close();
      }
    },
  );

  test("of a folder says plainly that it has no signatures, and what can be checked", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${folder.address}/record?${EVENING}`);
    await page.getByRole("heading", { name: "This case has no signatures." }).waitFor();
    const rows = (await page.locator(".log-table tbody tr").allTextContents()).join("\n");
    expect(rows).toMatch(/record\.jsonl[0-9a-f]{64}/);
    expect(rows).toMatch(/agrees/);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
