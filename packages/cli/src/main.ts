#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Compiled code is kept between calls, which more than halves the start; where it cannot be kept,
// nothing is lost. It holds only for what is loaded afterwards: so nothing else is imported above.
enableCompileCache();

await import("./start.ts");
