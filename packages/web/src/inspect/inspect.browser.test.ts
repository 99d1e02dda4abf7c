import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../testing/browser.ts";
import { serveKeptCase } from "../../testing/kept-case.ts";
import type { ServedCase } from "../../testing/served-case.ts";

const PATIENCE_MS = 60_000;
const COUNT = /^Begin: surface-to-surface missiles: how many/;

async function openInspect(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}/inspect`);
  await page.locator(".inspect h1").waitFor();
  return page;
}

/** Waits until the page would open without a network. */
async function opensOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.getByText("and the log's checkpoint of").waitFor();
}

async function enrol(page: Page, person: string, role = "inspector", body = "UN") {
  await page.getByText("Enrol this device", { exact: true }).click();
  await page.getByRole("radio", { name: role }).check();
  await page.getByLabel("Person, by a name or number").fill(person);
  await page.getByLabel("Signs for").selectOption(body);
  await page.getByRole("button", { name: "Enrol it" }).click();
  await page.locator(".signers li").filter({ hasText: person }).getByText("enrolled").waitFor();
}

interface Count {
  readonly ship: string;
  readonly number: string;
}

async function fillCount(page: Page, { ship, number }: Count) {
  await page.getByLabel("Observer's nationality").selectOption("Brazil");
  await page.getByRole("radio", { name: "count alongside" }).check();
  await page.getByLabel("Ship", { exact: true }).fill(ship);
  await page.getByLabel("At least", { exact: true }).fill(number);
}

async function finishCount(page: Page) {
  await page.getByRole("radio", { name: /^Each one was seen/ }).check();
}

async function sign(page: Page) {
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByRole("heading", { name: "What is signed" }).waitFor();
}

function part(page: Page, state: "draft" | "ready" | "sent") {
  return page.locator(`section[aria-labelledby="outbox-${state}"] .outbox-item`);
}

/** Ends a page as the system does when it needs the memory: nothing in it is told. */
async function kill(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => undefined);
  await crashed;
  await page.close();
}

describeInBrowser("Inspect", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveKeptCase()]);
  }, 2 * PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });

  test("counts with the network cut and the tab killed, and the count is on the record once", async () => {
    const context = await browser.newContext();
    let page = await openInspect(context, served.address);
    await enrol(page, "Keller");
    await opensOffline(page);
    await context.setOffline(true);
    await page.getByRole("button", { name: COUNT }).first().click();
    await fillCount(page, { ship: "Divnogorsk", number: "4" });
    const address = page.url();
    await page.getByText(/^Kept on this device at/).waitFor();
    await kill(page);

    page = await context.newPage();
    await page.goto(address);
    await page.getByText("No network: this is the case as this device kept it").waitFor();
    expect(await page.getByLabel("Ship", { exact: true }).inputValue()).toBe("Divnogorsk");
    expect(await page.getByLabel("At most", { exact: true }).inputValue()).toBe("4");
    await finishCount(page);
    await sign(page);
    await page.getByRole("link", { name: "All of this device" }).click();
    await part(page, "ready").getByRole("button", { name: "Send" }).click();
    await part(page, "ready").getByText("The server did not answer").waitFor();

    await context.setOffline(false);
    await part(page, "ready").getByRole("button", { name: "Try again" }).click();
    await part(page, "sent")
      .getByText(/entry \d+ of the log/)
      .first()
      .waitFor();
    expect(await part(page, "ready").count()).toBe(0);
    const id = (await part(page, "sent").first().getAttribute("data-item")) ?? "";
    const answered = await page.request.get(served.address.replace("/cases/", "/api/cases/"));
    const { record } = (await answered.json()) as { record: string };
    const lines = record.split("\n").filter((line) => line.includes(`"${id}"`));
    expect(lines).toHaveLength(1);
    const { report, observers } = JSON.parse(lines[0] ?? "{}") as Record<string, object>;
    expect(report).toMatchObject({ stage: "counted-aboard", vessel: "Divnogorsk" });
    expect(observers).toEqual([{ body: "UN", nationality: "Brazil" }]);
    await context.close();
  });
});
