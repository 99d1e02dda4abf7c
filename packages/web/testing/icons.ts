/**
 * Draws the icons of the installed app from the product's own mark, `src/look/icon.svg`, in the
 * browser that the tests use. Run it when the mark changes:
 *
 *     node packages/web/testing/icons.ts
 */
import { copyFileSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.ts";

const WEB = fileURLToPath(new URL("../", import.meta.url));
const MARK = `${WEB}src/look/icon.svg`;
const PAPER = "#fbfaf6";

/** Of a maskable icon only a circle is sure to be seen: the mark stands within it. */
const ICONS = [
  { file: "icon-192.png", size: 192, mark: 1 },
  { file: "icon-512.png", size: 512, mark: 1 },
  { file: "maskable-512.png", size: 512, mark: 0.72 },
  { file: "touch-180.png", size: 180, mark: 0.9 },
] as const;

copyFileSync(MARK, `${WEB}public/icons/icon.svg`);
const svg = readFileSync(MARK, "utf8");
const browser = await launch();
for (const { file, size, mark } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inner = Math.round(size * mark);
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${PAPER}">` +
      `<div style="width:${inner}px;height:${inner}px">${svg}</div></body>`,
  );
  await page.screenshot({ path: `${WEB}public/icons/${file}` });
  await page.close();
}
await browser.close();
