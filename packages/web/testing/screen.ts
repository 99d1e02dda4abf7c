import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

/** The evening of telegram 1189: 3 November 1962, 20:44 in Washington, as known then. */
export const EVENING = "as-of=1962-11-04T01:44Z&reading=us&audience=all";

/** How a screen is looked at. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
}

/** A page that is watched while it is open. */
export interface Screen {
  readonly page: Page;
  /**
   * What it has asked its server for, in order. Its icon is left out: a browser asks for that again
   * whenever the address changes, and answers from its own cache.
   */
  readonly asked: string[];
  /** Closes the page. Fails where anything left this machine, or where the page itself failed. */
  readonly close: () => Promise<void>;
}

/** Opens an address in a window of its own, with an eye on whatever it asks the network for. */
export async function openScreen(
  browser: Browser,
  address: string,
  { width = 1280, height = 900, scheme = "light" }: Look = {},
): Promise<Screen> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  const asked: string[] = [];
  const elsewhere: string[] = [];
  const failures: string[] = [];
  page.on("request", (request) => {
    if (!request.url().includes("/assets/icon-")) asked.push(request.url());
    if (new URL(request.url()).hostname !== "127.0.0.1") elsewhere.push(request.url());
  });
  page.on("pageerror", (error) => failures.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") failures.push(message.text());
  });
  await page.goto(address);
  await page.locator(".frame, .faults, .case-list").first().waitFor();
  return {
    page,
    asked,
    close: async () => {
      await context.close();
      expect(elsewhere, "requests that leave this machine").toEqual([]);
      expect(failures, "what the page complained of").toEqual([]);
    },
  };
}
