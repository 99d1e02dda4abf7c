import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeInBrowser } from "../../../testing/browser.ts";
import {
  COUNT,
  enrol,
  faultsOfPage,
  fillCount,
  goBack,
  openInspect,
  part,
  signCount,
  TWICE,
} from "../../../testing/inspecting.ts";
import { serveKeptCase } from "../../../testing/kept-case.ts";
import type { ServedCase } from "../../../testing/served-case.ts";

const PATIENCE_MS = 60_000;

describeInBrowser("every state of Inspect", (launch) => {
  let browser: Browser;
  let served: ServedCase;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveKeptCase()]);
  }, 2 * PATIENCE_MS);
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.close()]);
  });

  const cleanly = (page: Page) => async (state: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await faultsOfPage(page), `${state}, ${colorScheme}`).toEqual([]);
    }
  };

  describe.each([1280, 390])("at a width of %i, in the light and in the dark", (width) => {
    const open = async () => {
      const context = await browser.newContext({ viewport: { width, height: 844 } });
      const page = await openInspect(context, served);
      return { page, clean: cleanly(page), close: () => context.close() };
    };

    test("is clean with nothing on the device, and with a form of which everything is missing", async () => {
      const { page, clean, close } = await open();
      await page.getByText("Enrol this device", { exact: true }).click();
      await clean("nothing on the device, enrolling");
      await page.getByText("Enrol this device", { exact: true }).click();
      await enrol(page, `inspector-7-${width}`);
      await page.getByRole("button", { name: COUNT }).first().click();
      await page.getByRole("button", { name: "Sign", exact: true }).click();
      await page.getByText(/things are missing or wrong/).waitFor();
      await clean("everything missing");
      // The first thing that is missing has the focus: a field, or one of a question's few answers.
      const missing = await page.locator(":focus").evaluate((focused) => {
        const field = focused.closest("[data-field]");
        return (
          field !== null && field.querySelector("[aria-invalid=true], .field-problem") !== null
        );
      });
      expect(missing).toBe(true);
      await close();
    });

    test("is clean with what is signed, about to be refused", async () => {
      const { page, clean, close } = await open();
      await enrol(page, `Moreau-${width}`);
      await enrol(page, `Ivanov-${width}`, "host's representative", "USSR");
      await page.getByRole("button", { name: COUNT }).first().click();
      await fillCount(page, "Divnogorsk", "4");
      await signCount(page);
      await page.getByRole("button", { name: "Refuse to sign" }).click();
      await clean("about to be refused");
      await close();
    });

    test("is clean with a blind count, and with an outbox that asks, without a network", async () => {
      const { page, clean, close } = await open();
      await enrol(page, `Novak-${width}`);
      await page.getByRole("button", { name: TWICE }).first().click();
      await fillCount(page, "Kasimov", "15");
      await signCount(page);
      await clean("the first of two blind counts");
      await goBack(page);
      await part(page, "ready").getByRole("button", { name: "Delete" }).click();
      await page.context().setOffline(true);
      await page.getByText("No network. Everything here works without one").waitFor();
      await clean("the outbox");
      await close();
    });
  });

  test("can be filled in and signed by the keyboard alone", async () => {
    const context = await browser.newContext();
    const page = await openInspect(context, served);
    await enrol(page, "Lindqvist");
    await page.getByRole("button", { name: COUNT }).first().focus();
    await page.keyboard.press("Enter");
    const nations = page.getByRole("group", { name: /^Observer's nationality/ });
    await nations.getByRole("radio", { name: "Switzerland" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    for (let presses = 0; presses < 40; presses += 1) {
      const at = await page.evaluate(() => {
        const field = document.activeElement?.closest("[data-field]");
        return field instanceof HTMLElement ? (field.dataset["field"] ?? "") : "";
      });
      if (at === "method" || at === "sureness") await page.keyboard.press("Space");
      if (at === "vessel") await page.keyboard.type("Labinsk");
      if (at === "low") {
        const role = await page.evaluate(() => document.activeElement?.tagName);
        if (role === "INPUT") await page.keyboard.type("2");
      }
      if (at === "sureness") break;
      await page.keyboard.press("Tab");
    }
    await page.getByRole("button", { name: "Sign", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Signed on this device, and not sent yet.").waitFor();
    await context.close();
  });

  test("has nothing to press that a finger would miss", async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await openInspect(context, served);
    await page.getByRole("button", { name: COUNT }).first().click();
    await page.getByLabel("Ship", { exact: true }).waitFor();
    const small = await page.evaluate(
      () =>
        [...document.querySelectorAll(".form :is(button, select, input, textarea)")]
          .map((one) => (one.closest(".choice") ?? one).getBoundingClientRect())
          .filter(({ height, width }) => width > 0 && height < 44).length,
    );
    expect(small).toBe(0);
    await context.close();
  });
});
