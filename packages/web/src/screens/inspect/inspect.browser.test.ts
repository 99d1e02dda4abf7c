import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../../testing/browser.ts";
import {
  COUNT,
  enrol,
  fillCount,
  goBack,
  kill,
  linesWith,
  openInspect,
  opensOffline,
  part,
  signCount,
} from "../../../testing/inspecting.ts";
import { serveKeptCase } from "../../../testing/kept-case.ts";
import { PATIENTLY } from "../../../testing/patience.ts";
import { type ServedCase, serveCase } from "../../../testing/served-case.ts";

const PATIENCE_MS = 60_000;

/** How many items of this browser are frozen, whether they are signed or not. */
function frozenItems(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("proviso-inspect");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const all = database.transaction("items").objectStore("items").getAll();
          all.onsuccess = () => {
            database.close();
            const items = all.result as readonly { readonly frozen: object | null }[];
            resolve(items.filter(({ frozen }) => frozen !== null).length);
          };
        };
      }),
  );
}

describeInBrowser("Inspect without a network", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveKeptCase()]);
  }, 2 * PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });

  test("counts with the network cut and the tab killed, and the count is on the record once, and judged", async () => {
    const context = await browser.newContext();
    let page = await openInspect(context, served);
    await enrol(page, "inspector-7");
    await opensOffline(page);
    await context.setOffline(true);
    await page.getByRole("button", { name: COUNT }).first().click();
    await fillCount(page, "Divnogorsk", "4");
    const address = page.url();
    await page.getByText(/^Kept on this device at/).waitFor();
    await kill(page);

    page = await context.newPage();
    await page.goto(address);
    await page.getByText("No network: this is the case as this device kept it").waitFor();
    expect(await page.getByLabel("Ship", { exact: true }).inputValue()).toBe("Divnogorsk");
    expect(await page.getByLabel("At most", { exact: true }).inputValue()).toBe("4");
    await signCount(page);
    await goBack(page);
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
    const lines = await linesWith(page, served, id);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.["report"]).toMatchObject({ stage: "counted-aboard", vessel: "Divnogorsk" });
    expect(lines[0]?.["observers"]).toEqual([{ body: "UN", nationality: "Switzerland" }]);

    await page.getByRole("link", { name: "Review", exact: true }).click();
    await page
      .getByText(/^\d+ ships, one by one$/)
      .first()
      .click();
    await page.getByRole("rowheader", { name: "Divnogorsk" }).first().waitFor();
    await context.close();
  });

  test("opens at its first address with no network, and says what it is", async () => {
    const context = await browser.newContext();
    const page = await openInspect(context, served);
    await opensOffline(page);
    await context.setOffline(true);
    await page.goto(new URL(served.address).origin);
    await page.getByText("No network: this is the case as this device kept it").waitFor();
    await page.getByRole("link", { name: "Inspect", exact: true }).click();
    await page.getByText("No network. Everything here works without one").waitFor();
    await context.close();
  });

  test("keeps the app for that, all of it, and nothing of any case", async () => {
    const context = await browser.newContext();
    const page = await openInspect(context, served);
    await opensOffline(page);
    const kept = await page.evaluate(async () => {
      const caches = await window.caches.keys();
      const files = caches.map(async (name) => (await window.caches.open(name)).keys());
      return (await Promise.all(files)).flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept.filter((path) => path.startsWith("/api") || path.startsWith("/cases"))).toEqual([]);
    const { origin } = new URL(served.address);
    const manifest = await page.request.get(`${origin}/manifest.webmanifest`);
    expect(manifest.headers()["content-type"]).toMatch(/^application\/manifest\+json/);
    const { icons, start_url } = (await manifest.json()) as {
      readonly icons: readonly { readonly src: string }[];
      readonly start_url: string;
    };
    for (const path of [start_url, ...icons.map(({ src }) => src)]) expect(kept).toContain(path);
    for (const kind of [".js", ".css", ".woff2"]) {
      expect(
        kept.some((path) => path.endsWith(kind)),
        kind,
      ).toBe(true);
    }
    await context.close();
  });

  test("signs, when it is opened again, what it was killed over", async () => {
    const context = await browser.newContext();
    let page = await context.newPage();
    // A signature that never comes: the page is killed while it waits for it.
    await page.addInitScript(() => {
      SubtleCrypto.prototype.sign = () => new Promise(() => undefined);
    });
    await page.goto(`${served.address}/inspect`);
    await page.getByText("The server answers.").waitFor();
    await enrol(page, "Petrov");
    await page.getByRole("button", { name: COUNT }).first().click();
    await fillCount(page, "Volgoles", "2");
    await page.getByRole("radio", { name: /^Each one was seen/ }).check();
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByRole("button", { name: "Signing…" }).waitFor();
    await expect.poll(() => frozenItems(page), PATIENTLY).toBe(1);
    await kill(page);
    page = await openInspect(context, served);
    const row = part(page, "ready").filter({ hasText: "Volgoles" });
    await row.getByText(/its number 1/).waitFor();
    await row.getByRole("button", { name: "Send" }).click();
    await part(page, "sent").filter({ hasText: "Volgoles" }).waitFor();
    await context.close();
  });

  test("does not overwrite what another tab wrote into the same form", async () => {
    const context = await browser.newContext();
    const page = await openInspect(context, served);
    await page.getByRole("button", { name: COUNT }).first().click();
    await page.getByLabel("Ship", { exact: true }).waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByLabel("Ship", { exact: true }).fill("Bratsk");
    await other.getByText(/^Kept on this device at/).waitFor();
    await page.getByLabel("Voyage").fill("9");
    await page.getByText("It was changed in another tab").waitFor();
    expect(await page.getByLabel("Ship", { exact: true }).inputValue()).toBe("Bratsk");
    await context.close();
  });

  test("signs what was about to be signed when the tab was killed, and nothing twice", async () => {
    const context = await browser.newContext();
    let page = await openInspect(context, served);
    await enrol(page, "Ortiz");
    await page.getByRole("button", { name: COUNT }).first().click();
    await fillCount(page, "Metallurg Anosov", "3");
    await page.getByLabel("Remark").fill("Eight more lay under canvas.");
    await page.getByRole("radio", { name: /^Each one was seen/ }).check();
    // Whatever it is doing when it is killed, it had not been told that it is done.
    await page.getByRole("button", { name: "Sign", exact: true }).click({ noWaitAfter: true });
    await kill(page);
    page = await openInspect(context, served);
    const draft = part(page, "draft").filter({ hasText: "Metallurg Anosov" });
    if ((await draft.count()) > 0) {
      await draft.getByRole("link", { name: "Open" }).click();
      await signCount(page);
      await goBack(page);
    }
    await part(page, "ready").filter({ hasText: "Remark on" }).waitFor();
    expect(await part(page, "ready").count()).toBe(2);
    await page.getByRole("button", { name: "Send all 2" }).click();
    await part(page, "sent").nth(1).waitFor();
    expect(await part(page, "ready").count()).toBe(0);
    await context.close();
  });
});

describeInBrowser("Inspect of a case that is a folder", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCase()]);
  }, 2 * PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });

  test("drafts, and says why nothing can be signed", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${served.address}/inspect`);
    await page.getByText("This case is a folder, which takes no signed entries.").waitFor();
    await page.getByRole("button", { name: COUNT }).first().click();
    await fillCount(page, "Bratsk", "2");
    await page.getByText("this can be drafted, not signed").waitFor();
    expect(await page.getByRole("button", { name: "Sign", exact: true }).count()).toBe(0);
    await goBack(page);
    await part(page, "draft").filter({ hasText: "Bratsk" }).waitFor();
    await context.close();
  });
});
