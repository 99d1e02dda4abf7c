#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Compiled code is kept between calls, which more than halves the start; where it cannot be kept,
// nothing is lost. It is kept inside the installation, where whoever may write may as well change
// the code itself (ADR 0047), and never in a temporary folder, which others may have made first.
// It holds only for what is loaded afterwards: so nothing else is imported above.
enableCompileCache(
  fileURLToPath(new URL("../../../node_modules/.cache/proviso-code/", import.meta.url)),
);

await import("./start.ts");
