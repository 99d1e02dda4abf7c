import process from "node:process";
import { instant } from "@proviso/core";
import { run } from "./run.ts";

const NARROWEST = 60;
const WIDEST = 100;
/** The width of a page where there is no terminal to ask. */
const WIDTH = 96;

// Whoever reads us may stop early (`proviso assess … | head`): that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  columns: Math.min(WIDEST, Math.max(NARROWEST, process.stdout.columns ?? WIDTH)),
  colour: process.stdout.isTTY === true && !process.env["NO_COLOR"],
  now: () => instant(Date.now()),
});
