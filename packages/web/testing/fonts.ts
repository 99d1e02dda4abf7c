/**
 * Cuts the faces that the screens are set in to what they set: Latin with its accents, kerning,
 * ligatures, forms by context and figures of one width; small capitals, alternates and fractions
 * go. Run it when a face or a character is added, with `hb-subset` and `woff2_compress` on the path
 * (Debian: `libharfbuzz-bin`, `woff2`):
 *
 *     node packages/web/testing/fonts.ts
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FONTS = fileURLToPath(new URL("../src/look/fonts/", import.meta.url));
const SOURCES = fileURLToPath(new URL("../../../node_modules/@fontsource/", import.meta.url));

const FACES = [
  ["source-serif-4", "source-serif-4-latin-400-normal"],
  ["source-serif-4", "source-serif-4-latin-400-italic"],
  ["inter", "inter-latin-400-normal"],
  ["inter", "inter-latin-600-normal"],
  ["ibm-plex-mono", "ibm-plex-mono-latin-400-normal"],
] as const;

const CHARACTERS = [
  ...["20-7e", "a0-ff", "131", "152", "153", "2bb", "2bc", "2c6", "2da", "2dc"],
  ...["2010-2026", "202f", "2030", "2032", "2033", "2039", "203a", "20ac", "2122"],
  ...["2190-2193", "2212", "2215", "2260", "2264", "2265"],
].join();

/** What browsers set by themselves, and `tabular-nums`, which the style sheets ask for. */
const FEATURES = "kern,liga,clig,calt,ccmp,locl,mark,mkmk,rlig,tnum";

const folder = mkdtempSync(join(tmpdir(), "proviso-fonts-"));
for (const [name, face] of FACES) {
  const at = (ending: string) => join(folder, `${face}${ending}`);
  copyFileSync(join(SOURCES, name, "files", `${face}.woff2`), at(".woff2"));
  execFileSync("woff2_decompress", [at(".woff2")], { stdio: "ignore" });
  // Only one of the faces has hints, which are a third of it; screens have no need of them now.
  const cut = [`--unicodes=${CHARACTERS}`, `--layout-features=${FEATURES}`, "--no-hinting"];
  execFileSync("hb-subset", [at(".ttf"), ...cut, "-o", at(".cut.ttf")]);
  execFileSync("woff2_compress", [at(".cut.ttf")], { stdio: "ignore" });
  copyFileSync(at(".cut.woff2"), join(FONTS, `${face}.woff2`));
}
rmSync(folder, { recursive: true });
