import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const OUT = "dist/app";

/** What a first visit may load, compressed and with fonts, in bytes (P9). */
const MOST_FIRST_LOAD = 250_000;

/**
 * Compresses once, at the build, what the server then only has to send; and fails where a first
 * visit would load too much of it.
 */
function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    closeBundle() {
      for (const entry of readdirSync(OUT, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(html|js|css|svg)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path);
        const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
      const loaded = firstLoad();
      const sum = loaded.reduce((all, { bytes }) => all + bytes, 0);
      if (sum <= MOST_FIRST_LOAD) return;
      const files = loaded.map(({ file, bytes }) => `${file}: ${bytes}`).join("\n");
      const remedy = "Load what the first page does not show where it is first shown (ADR 0123).";
      throw new Error(
        `A first visit loads ${sum} bytes, of ${MOST_FIRST_LOAD}:\n${files}\n${remedy}`,
      );
    },
  };
}

/** The page, what it names, and the fonts that the style sheets name, as they are sent. */
function firstLoad(): readonly { readonly file: string; readonly bytes: number }[] {
  const named = (file: string, pattern: RegExp) =>
    [...readFileSync(join(OUT, file), "utf8").matchAll(pattern)].map(([, name]) => name ?? "");
  const page = named("index.html", /(?:src|href)="\/(assets\/[^"]+)"/g);
  const styles = page.filter((file) => file.endsWith(".css"));
  const fonts = styles.flatMap((file) => named(file, /url\(\/(assets\/[^)]+\.woff2)\)/g));
  return ["index.html", ...page, ...fonts].map((file) => {
    const sent = join(OUT, file.endsWith(".woff2") ? file : `${file}.br`);
    return { file, bytes: statSync(sent).size };
  });
}

const WORKER = "offline-worker.js";
const OFFLINE = "/src/offline/main.ts";

/** Tells the offline worker which files make up this version of the app (ADR 0119). */
function nameFiles(): Plugin {
  return {
    name: "name-files",
    apply: "build",
    writeBundle(_options, bundle) {
      const made = Object.keys(bundle).filter((name) => name !== WORKER && name !== "index.html");
      const shown = readdirSync("public", { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).replace(/^public[\\/]/, ""));
      const files = [...made, ...shown].map((name) => `/${name.replaceAll("\\", "/")}`).sort();
      const hash = createHash("sha256");
      for (const file of ["/index.html", ...files]) {
        hash.update(file).update(readFileSync(join(OUT, file)));
      }
      const path = join(OUT, WORKER);
      const worker = readFileSync(path, "utf8")
        .replace("__FILES__", JSON.stringify(files).replaceAll('"', '\\"'))
        .replace("__VERSION__", hash.digest("hex").slice(0, 16));
      writeFileSync(path, worker);
    },
  };
}

export default defineConfig({
  plugins: [react(), nameFiles(), precompress()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: "es2023",
    // Fonts stay files: a font in the style sheet would be loaded whether it is used or not.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", "offline-worker": `.${OFFLINE}` },
      output: {
        // A worker has the reach of the folder that it stands in, and one name for ever.
        entryFileNames: ({ name }) =>
          name === "offline-worker" ? WORKER : "assets/[name]-[hash].js",
        codeSplitting: {
          // What the first page needs comes in one piece: each further one costs a request with all
          // its headers, and compresses by itself. The worker is a program of its own.
          groups: [{ name: "base", tags: ["$initial"], test: (id) => !id.includes(OFFLINE) }],
        },
      },
    },
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: "es" },
});
