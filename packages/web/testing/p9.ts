/**
 * Measures P8 and P9 of the web app on the Cuba case, in the browser that the tests use:
 *
 *     node packages/web/testing/p9.ts [--json]
 *
 * What a first visit loads, as sent; how long it takes to a page that can be used; and how much
 * script a redraw takes while a clock is dragged over the record. The machine's other work shows in
 * the figures: leave it alone meanwhile.
 */
import { cpus } from "node:os";
import process from "node:process";
import type { CDPSession, Page } from "playwright-core";
import { launch } from "./browser.ts";
import { EVENING } from "./screen.ts";
import { serveCase } from "./served-case.ts";

const STEPS = 120;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bar: number;
}

const served = await serveCase();
const browser = await launch();
const rows: readonly Row[] = [
  ...(await firstVisit()),
  ...(await redraws("the Review", "review")),
  ...(await redraws("the Agreement", "agreement")),
  ...(await redraws("the Review with reasons open", "review", "&why=removal")),
];
await browser.close();
await served.close();
print(rows);

async function firstVisit(): Promise<readonly Row[]> {
  const { page, session } = await openPage();
  await session.send("Network.enable");
  const addresses = new Map<string, string>();
  let app = 0;
  let data = 0;
  session.on("Network.responseReceived", ({ requestId, response }) => {
    addresses.set(requestId, response.url);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (addresses.get(requestId)?.includes("/api/")) data += encodedDataLength;
    else app += encodedDataLength;
  });
  const begun = performance.now();
  await page.goto(`${served.address}/review?${EVENING}`);
  await page.locator(".frame h1").waitFor();
  const usable = performance.now() - begun;
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.waitForTimeout(500);
  await page.context().close();
  return [
    {
      id: "P9",
      name: "first load, fonts included, as sent",
      value: app / 1000,
      unit: "kB",
      bar: 250,
    },
    { id: "P9", name: "the case itself, as sent", value: data / 1000, unit: "kB", bar: Number.NaN },
    { id: "P8", name: "from the address to a usable page", value: usable, unit: "ms", bar: 3000 },
  ];
}

async function redraws(name: string, screen: string, open = ""): Promise<readonly Row[]> {
  const { page, session } = await openPage();
  // Counted in the time that the page's thread had the processor, which other work does not lengthen.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(`${served.address}/${screen}?${EVENING}${open}`);
  await page.getByText(/they say the same/).waitFor();
  const box = await page.getByRole("slider", { name: "As of" }).boundingBox();
  if (box === null) throw new Error("The clock is not drawn.");
  const y = box.y + box.height / 2;
  const times: number[] = [];
  await page.mouse.move(box.x + box.width * 0.15, y);
  await page.mouse.down();
  for (let step = 1; step <= STEPS; step += 1) {
    const before = await scriptSeconds(session);
    await page.mouse.move(box.x + box.width * (0.15 + (0.7 * step) / STEPS), y);
    await twoFrames(page);
    times.push(((await scriptSeconds(session)) - before) * 1000);
  }
  await page.mouse.up();
  await page.context().close();
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  const row = (what: string, value: number, bar: number): Row => ({
    id: "P9",
    name: `script of a redraw of ${name}, ${what} of ${STEPS}`,
    value,
    unit: "ms",
    bar,
  });
  return [row("median", at(0.5), 16), row("90th percentile", at(0.9), Number.NaN)];
}

async function openPage(): Promise<{ readonly page: Page; readonly session: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  return { page, session: await context.newCDPSession(page) };
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
}

function twoFrames(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((drawn) => {
        requestAnimationFrame(() => requestAnimationFrame(() => drawn()));
      }),
  );
}

function print(measured: readonly Row[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`;
  const browserVersion = browser.version();
  if (process.argv.includes("--json")) {
    const rowsOut = measured.map((row) => ({
      ...row,
      bar: Number.isNaN(row.bar) ? null : row.bar,
    }));
    process.stdout.write(`${JSON.stringify({ machine, browserVersion, rows: rowsOut })}\n`);
    return;
  }
  process.stdout.write(`${machine}, Node ${process.version}, Chromium ${browserVersion}\n\n`);
  for (const { id, name, value, unit, bar } of measured) {
    const asked = Number.isNaN(bar) ? "" : `   asked: under ${bar} ${unit}`;
    const figure = `${value.toFixed(1)} ${unit}`.padStart(12);
    process.stdout.write(`${id}  ${name.padEnd(72)}${figure}${asked}\n`);
  }
}
