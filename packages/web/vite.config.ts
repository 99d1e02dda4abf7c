import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const OUT = "dist/app";

/** Compresses once, at the build, what the server then only has to send. */
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
    },
  };
}

const WORKER = "offline-worker.js";

/**
 * What every screen uses and the first page does too comes in one piece: each further one would cost
 * a request with all its headers.
 */
const BASE: readonly RegExp[] = [
  /node_modules[\\/]react[\\/]/,
  /web[\\/]src[\\/]say[\\/]words\.ts$/,
  /core[\\/]src[\\/](?:time|evidence)[\\/]/,
];

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
      input: { index: "index.html", "offline-worker": "src/offline/main.ts" },
      output: {
        // A worker has the reach of the folder that it stands in, and one name for ever.
        entryFileNames: ({ name }) =>
          name === "offline-worker" ? WORKER : "assets/[name]-[hash].js",
        codeSplitting: {
          groups: [{ name: "base", test: (id) => BASE.some((one) => one.test(id)) }],
        },
      },
    },
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: "es" },
});
