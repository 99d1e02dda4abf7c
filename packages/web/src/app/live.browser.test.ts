import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../../testing/browser.ts";
import { buildClient, openClient } from "../../testing/client-module.ts";
import { serveKeptCase } from "../../testing/kept-case.ts";
import { PATIENTLY } from "../../testing/patience.ts";
import { openScreen } from "../../testing/screen.ts";
import type { ServedCase } from "../../testing/served-case.ts";

const PATIENCE_MS = 60_000;

const SEEN = {
  v: 1,
  id: "O-live-1",
  kind: "observation",
  valid: { at: "1963-05-01T12:00:00Z" },
  report: { kind: "statement", by: "USSR", stance: "promises", text: "It will be so." },
  method: "statement",
  source: { cite: "a letter" },
  grade: { reliability: "B", credibility: 2, by: "keeper", why: "read" },
};

describeInBrowser("a record that grows while it is looked at", (launch) => {
  let browser: Browser;
  let kept: ServedCase;
  let code: string;
  beforeAll(async () => {
    [browser, kept, code] = await Promise.all([launch(), serveKeptCase(), buildClient()]);
  }, 3 * PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([browser?.close(), kept?.close()]);
  });

  test("takes what a browser signs, with its photograph, and tells other readers of it", async () => {
    const { page: reader, close } = await openScreen(browser, `${kept.address}/record`);
    await reader.locator(".log-table").first().waitFor();
    const heading = (await reader.locator("h1").textContent()) ?? "";
    const context = await browser.newContext();
    const page = await context.newPage();
    const client = await openClient(page, `${kept.address}/review`, code);
    const sent = await page.evaluate(
      async ([client, entry]) => {
        const photograph = new TextEncoder().encode("a photograph");
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", photograph));
        const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        const database = await client.openDeviceDatabase();
        const standing = await client.getDevices("cuba-1962");
        const device = await client.makeDevice(database, "tablet", standing.place);
        const enrolment = { ...device, body: "US", roles: ["observer"] as const };
        await client.enrolDevice("cuba-1962", enrolment);
        await client.seeCheckpoint(database, standing);
        const attachments = [{ sha256, name: "one.jpg" }];
        const draft = { entry: { ...entry, attachments }, role: "observer" as const, key: "live" };
        const signed = await client.signEntry(database, device, {
          ...draft,
          stated: "2026-01-02T10:00:00Z",
        });
        const first = await client.postEntries("cuba-1962", [signed], [photograph]);
        const again = await client.postEntries("cuba-1962", [signed], [photograph]);
        const refused = await client.postEntries("cuba-1962", [signed], [hash]).then(
          () => null,
          (error: { readonly code: string }) => error.code,
        );
        const after = await client.getDevices("cuba-1962");
        return { first, again, refused, devices: after.devices };
      },
      [client, SEEN] as const,
    );
    expect(sent.first.receipts).toMatchObject([{ repeated: false }]);
    expect(sent.again.receipts).toEqual([{ ...sent.first.receipts[0], repeated: true }]);
    expect(sent.devices).toContainEqual(expect.objectContaining({ name: "tablet", counter: 1 }));
    await context.close();

    // Nothing moves by itself: the reader asks for what is new.
    const notice = reader.locator(".live-notice");
    const told = () => notice.textContent({ timeout: PATIENCE_MS });
    await expect.poll(told, PATIENTLY).toMatch(/2 entries have come to the record since/);
    expect(await reader.locator("h1").textContent()).toBe(heading);
    const shots = process.env["PROVISO_SHOTS"];
    if (shots !== undefined) await reader.screenshot({ path: `${shots}/live-notice.png` });
    await notice.getByRole("button", { name: "Show" }).click();
    await expect.poll(() => reader.locator("h1").textContent(), PATIENTLY).not.toBe(heading);
    await expect.poll(() => notice.count(), PATIENTLY).toBe(0);
    await reader.getByRole("button", { name: "Verify everything here" }).click();
    const verdict = reader.locator(".verify-verdict");
    await verdict.waitFor({ timeout: PATIENCE_MS });
    expect(await verdict.textContent()).toBe("Everything agrees.");
    const bundle = reader.getByRole("link", { name: "Download the whole record" });
    const [download] = await Promise.all([reader.waitForEvent("download"), bundle.click()]);
    expect(download.suggestedFilename()).toMatch(/^cuba-1962-bundle-\d+\.zip$/);
    await close();
  });
});
