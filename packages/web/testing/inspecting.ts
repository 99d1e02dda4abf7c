import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Locator, Page } from "playwright-core";
import type { ServedCase } from "./served-case.ts";

/** The button that begins a count of missiles on departing ships. */
export const COUNT = /^Begin: surface-to-surface missiles: how many/;
/** The button that begins one that is counted twice, blind. */
export const TWICE = /^Count twice, blind: surface-to-surface missiles: how many/;

/** Opens Inspect of a case as a device would. */
export async function openInspect(
  context: BrowserContext,
  { address }: Pick<ServedCase, "address">,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}/inspect`);
  await page.locator(".inspect h1").waitFor();
  await page.getByText("The server answers.").waitFor();
  return page;
}

/** Waits until the page would open without a network. */
export async function opensOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.getByText("and the log's checkpoint of").waitFor();
}

/** Has a key made in the page's browser and enrolled. Returns its name. */
export async function enrol(
  page: Page,
  person: string,
  role: "inspector" | "host's representative" = "inspector",
  body = "UN",
): Promise<string> {
  await page.getByText("Enrol this device", { exact: true }).click();
  await page.getByRole("radio", { name: role }).check();
  await page.getByLabel("Person, by a name or number").fill(person);
  await page.getByLabel("Signs for").selectOption(body);
  const name = await page.getByLabel("Name of the key on the record").inputValue();
  await page.getByRole("button", { name: "Enrol it" }).click();
  await page.locator(".signers li").filter({ hasText: person }).getByText("enrolled").waitFor();
  return name;
}

/** Fills in how many were counted on which ship. */
export async function fillCount(page: Page, ship: string, number: string): Promise<void> {
  await choose(page, "Observer's body", "United Nations");
  await choose(page, "Observer's nationality", "Switzerland");
  await page.getByRole("radio", { name: "count alongside" }).check();
  await page.getByLabel("Ship", { exact: true }).fill(ship);
  await page.getByLabel("At least", { exact: true }).fill(number);
}

/** Chooses one of the few answers that a question offers. */
async function choose(page: Page, question: string, answer: string): Promise<void> {
  const group = page.getByRole("group", { name: new RegExp(`^${question}`) });
  await group.getByRole("radio", { name: answer }).check();
}

/** Says how well it was seen, and signs. */
export async function signCount(page: Page, key?: string): Promise<void> {
  await page.getByRole("radio", { name: /^Each one was seen/ }).check();
  if (key !== undefined) await page.getByLabel("With the key").selectOption(key);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByText("Signed on this device, and not sent yet.").waitFor();
}

/** Goes back from a form to everything on the device. */
export async function goBack(page: Page): Promise<void> {
  await page.getByRole("link", { name: "All of this device" }).click();
  await page.locator("#outbox").waitFor();
}

/** Draws up, signs and leaves a count. */
export async function countShip(page: Page, ship: string, number: string): Promise<void> {
  await page.getByRole("button", { name: COUNT }).first().click();
  await fillCount(page, ship, number);
  await signCount(page);
  await goBack(page);
}

/** The items of one part of the outbox. */
export function part(page: Page, state: "draft" | "ready" | "sent"): Locator {
  return page.locator(`section[aria-labelledby="outbox-${state}"] .outbox-item`);
}

/** Ends a page as a system does that needs its memory: nothing in it is told. */
export async function kill(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  await page.goto("chrome://crash").catch(() => undefined);
  await crashed;
  await page.close();
}

/** The lines of a case's record that name an entry. */
export async function linesWith(
  page: Page,
  { address }: ServedCase,
  id: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answered = await page.request.get(address.replace("/cases/", "/api/cases/"));
  const { record } = (await answered.json()) as { readonly record: string };
  const lines = record.split("\n").filter((line) => line.includes(`"id":"${id}"`));
  return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

/** The kinds of the last entries of a case's log, the newest last. */
export async function newestKinds(
  page: Page,
  { address }: ServedCase,
  count: number,
): Promise<readonly string[]> {
  const record = `${address.replace("/cases/", "/api/cases/")}/record`;
  const { size } = (await (await page.request.get(record)).json()) as { readonly size: number };
  const asked = await page.request.get(`${record}/entries?cursor=${size - count}&limit=${count}`);
  const { entries } = (await asked.json()) as {
    readonly entries: readonly { readonly summary: { readonly kind: string } }[];
  };
  return entries.map(({ summary }) => summary.kind);
}

/** What axe finds, by rule and place, and whether the page is wider than its window. */
export async function faultsOfPage(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  return [
    ...found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
    ),
    ...(tooWide ? ["wider than its window"] : []),
  ];
}

/** Reads what was handed over as a file. */
export async function exported(page: Page, press: Locator): Promise<unknown> {
  const download = page.waitForEvent("download");
  await press.click();
  return JSON.parse(readFileSync(await (await download).path(), "utf8"));
}
