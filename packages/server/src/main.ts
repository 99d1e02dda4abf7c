import { enableCompileCache } from "node:module";
import process from "node:process";

// Most of a start is compiling what has not changed since the last one.
enableCompileCache();
const { serveFrom } = await import("./serve.ts");
await serveFrom(process.argv.slice(2));
