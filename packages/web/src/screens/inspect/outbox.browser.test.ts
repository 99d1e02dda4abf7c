import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { describeInBrowser } from "../../../testing/browser.ts";
import {
  COUNT,
  countShip,
  enrol,
  exported,
  fillCount,
  goBack,
  linesWith,
  newestKinds,
  openInspect,
  part,
  signCount,
  TWICE,
} from "../../../testing/inspecting.ts";
import { serveKeptCase } from "../../../testing/kept-case.ts";
import type { ServedCase } from "../../../testing/served-case.ts";

const PATIENCE_MS = 60_000;
const CLI = fileURLToPath(new URL("../../../../cli/src/main.ts", import.meta.url));
const ENTRIES = "**/record/entries";

/** A picture of one red point. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

describeInBrowser("the outbox of a device", (launch) => {
  let browser: Browser;
  let served: ServedCase & { readonly store: string };
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveKeptCase()]);
  }, 2 * PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await openInspect(context, served);
  });
  afterEach(async () => {
    await context.close();
  });

  test("keeps what the record refuses, with the reason, until it is deleted", async () => {
    const name = await enrol(page, "Adams");
    await countShip(page, "Bratsk", "2");
    const args = [CLI, "keys", "cuba-1962", "revoke", name, "--reason", "the tablet was lost"];
    const env = { ...process.env, PROVISO_STORE: served.store };
    await promisify(execFile)(process.execPath, args, { env });
    await part(page, "ready").getByRole("button", { name: "Send" }).click();
    const refused = part(page, "ready").getByRole("alert");
    await refused.getByText("key-revoked").waitFor();
    expect(await part(page, "sent").count()).toBe(0);
    await part(page, "ready").getByRole("button", { name: "Try again" }).waitFor();
  });

  test("sends an entry again whose answer was lost, and it is one entry", async () => {
    await enrol(page, "Berg");
    await countShip(page, "Labinsk", "2");
    let posts = 0;
    await page.route(ENTRIES, async (route) => {
      posts += 1;
      // It arrives, and nobody hears of it.
      if (posts === 1) {
        await route.fetch();
        return route.abort();
      }
      return route.continue();
    });
    await part(page, "ready").getByRole("button", { name: "Send" }).click();
    await part(page, "ready").getByText("The server did not answer").waitFor();
    const id = (await part(page, "ready").getAttribute("data-item")) ?? "";
    expect(await linesWith(page, served, id)).toHaveLength(1);
    await part(page, "ready").getByRole("button", { name: "Try again" }).click();
    await part(page, "sent").getByText("It had arrived before; it is one entry.").waitFor();
    expect(posts).toBe(2);
    expect(await linesWith(page, served, id)).toHaveLength(1);
  });

  test("does not believe an answer that is for something else", async () => {
    await enrol(page, "Cruz");
    await countShip(page, "Volgoles", "2");
    await page.route(ENTRIES, async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as { receipts: { leaf: string }[] };
      for (const receipt of json.receipts) {
        receipt.leaf = Buffer.from(
          Buffer.from(receipt.leaf, "base64")
            .toString()
            .replace(/[0-9a-f]{64}/, "0".repeat(64)),
        ).toString("base64");
      }
      await route.fulfill({ response, json });
    });
    await part(page, "ready").getByRole("button", { name: "Send" }).click();
    await part(page, "ready").getByText("answered for something else").waitFor();
    expect(await part(page, "sent").count()).toBe(0);
  });

  test("deletes and exports one item at a time, and brings back what was deleted", async () => {
    await enrol(page, "Dietz");
    await countShip(page, "Kasimov", "15");
    const row = part(page, "ready");
    const envelope = await exported(page, row.getByRole("button", { name: "Export" }));
    expect(envelope).toMatchObject({ payloadType: "application/vnd.proviso.entry+json" });
    await row.getByRole("button", { name: "Delete" }).click();
    await row.getByText(/Number 1 of this key will be missing for ever/).waitFor();
    await row.getByRole("button", { name: "Keep" }).click();
    await row.getByRole("button", { name: "Delete" }).click();
    await row.locator(".sure-yes").click();
    await page.getByRole("button", { name: "Undo" }).click();
    await row.getByRole("button", { name: "Send" }).waitFor();
    expect(await exported(page, row.getByRole("button", { name: "Export" }))).toEqual(envelope);
  });

  test("takes a photograph as it is, under its hash, and sends it with its entry", async () => {
    await enrol(page, "Eriksen");
    await page.getByRole("button", { name: COUNT }).first().click();
    await fillCount(page, "Okhotsk", "12");
    const file = { name: "deck.png", mimeType: "image/png", buffer: PICTURE };
    await page.getByLabel("Photograph", { exact: true }).setInputFiles(file);
    const sha256 = createHash("sha256").update(PICTURE).digest("hex");
    await page.getByText(sha256).waitFor();
    await page.getByRole("img", { name: "Photograph deck.png" }).waitFor();
    expect(await page.getByLabel("Ship", { exact: true }).inputValue()).toBe("Okhotsk");
    await signCount(page);
    await goBack(page);
    await part(page, "ready").getByRole("button", { name: "Send" }).click();
    await part(page, "sent").first().waitFor();
    const id = (await part(page, "sent").getAttribute("data-item")) ?? "";
    const [line] = await linesWith(page, served, id);
    expect(line?.["attachments"]).toEqual([{ sha256, name: "deck.png" }]);
    const answered = await page.request.get(served.address.replace("/cases/", "/api/cases/"));
    expect(((await answered.json()) as { notIntact: string[] }).notIntact).toEqual([]);
  });

  test("has the host's representative countersign, remark or refuse with a key of their own", async () => {
    await enrol(page, "Ferreira");
    const host = await enrol(page, "Ivanov", "host's representative", "USSR");
    await page.getByRole("button", { name: COUNT }).first().click();
    await fillCount(page, "Dvinogorsk", "4");
    await signCount(page);
    await page.getByRole("button", { name: "Countersign", exact: true }).click();
    await page.getByText(`${host} has countersigned it.`).waitFor();
    await page.getByRole("button", { name: "Refuse to sign" }).click();
    await page.getByRole("button", { name: "Refuse to sign" }).click();
    await page.getByText("Say why it is not signed.").waitFor();
    await page.getByLabel("Why").fill("The count includes trailers.");
    await page.getByRole("button", { name: "Refuse to sign" }).click();
    await page.getByText(`${host} refuses to sign: The count includes trailers.`).waitFor();
    await goBack(page);
    await page.getByRole("button", { name: "Send all 3" }).click();
    await part(page, "sent").nth(2).waitFor();
    const kinds = await newestKinds(page, served, 3);
    expect(kinds).toEqual(["observation", "countersignature", "refusal"]);
  });

  test("hides the first of two blind counts until the second is signed by another key", async () => {
    const one = await enrol(page, "Gallo");
    await page.getByRole("button", { name: TWICE }).first().click();
    await fillCount(page, "Bucharest", "7");
    await signCount(page);
    await page.getByText("this figure is hidden, and not sent").waitFor();
    expect(await page.getByText("What is signed").count()).toBe(0);
    await goBack(page);
    expect(await page.getByRole("button", { name: "Send" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Export" }).count()).toBe(0);
    const two = await enrol(page, "Haas");
    await part(page, "ready").getByRole("link", { name: "Open" }).click();
    await page.getByRole("button", { name: "Begin the second count here" }).click();
    expect(await page.getByLabel("Ship", { exact: true }).inputValue()).toBe("Bucharest");
    expect(await page.getByLabel("At least", { exact: true }).inputValue()).toBe("");
    await fillCount(page, "Bucharest", "8");
    await page.getByRole("radio", { name: /^Each one was seen/ }).check();
    await page.getByLabel("With the key").selectOption(one);
    await page.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByText("Both counts are signed by one key").waitFor();
    await signCount(page, two);
    await page.getByText("The two counts differ.").waitFor();
    await goBack(page);
    await page.getByRole("button", { name: "Send all 2" }).click();
    await part(page, "sent").nth(1).waitFor();
    const id = (await part(page, "sent").first().getAttribute("data-item")) ?? "";
    expect((await linesWith(page, served, id))[0]?.["report"]).toMatchObject({ blind: true });
  });

  test("compares two blind counts of two devices by the codes that they told", async () => {
    const other = await browser.newContext();
    const there = await openInspect(other, served);
    await enrol(page, "Imhof");
    await enrol(there, "Jensen");
    const codes: string[] = [];
    for (const device of [page, there]) {
      await device.getByRole("button", { name: TWICE }).first().click();
      await fillCount(device, "Alapayevsk", "6");
      await signCount(device);
      codes.push((await device.locator(".twice dd").textContent()) ?? "");
    }
    for (const [device, code] of [
      [page, codes[1]],
      [there, codes[0]],
    ] as const) {
      await device.getByLabel("The code of the other count").fill(code ?? "");
      await device.getByRole("button", { name: "The other has signed" }).click();
      await device.getByText("the two are compared here once it is on the record").waitFor();
      await goBack(device);
      await part(device, "ready").getByRole("button", { name: "Send" }).click();
      await part(device, "sent").first().waitFor();
    }
    await part(there, "sent").getByRole("link", { name: "Open" }).click();
    await there.getByText("The two counts agree.").waitFor();
    await other.close();
  });
});
