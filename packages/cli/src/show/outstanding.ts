import type { Needed, Outstanding, Way } from "@proviso/core";
import type { Io } from "../io.ts";
import { beside, heading, indented, type Style } from "./layout.ts";
import { markOf } from "./value.ts";

const LEFT_WIDTH = 5;

/** Shows what it would take: the ways to open a gate, the nearest first. */
export function showOutstanding(io: Io, outstanding: Outstanding): string {
  const { node, value, ways, more, impossible } = outstanding;
  const mark = markOf(value);
  const head = `\n${mark.text}  ${node}\n`;
  if (value === "verified") return `${head}Nothing is outstanding.\n`;
  const count = ways.length === 1 ? "1 way" : `${ways.length} ways, the nearest first`;
  return [
    head,
    impossible.length === 0 ? "" : heading(io, "No evidence could:"),
    ...impossible.map((line) => indented(io, LEFT_WIDTH, line)),
    ways.length === 0 ? "" : heading(io, `What it would take: ${count}`),
    ...ways.map((way, index) => showWay(io, way, index + 1)),
    more ? indented(io, 0, "There are more ways than these.", "soft") : "",
  ].join("");
}

function showWay(io: Io, way: Way, number: number): string {
  const packages = way.cost === 1 ? "1 package of evidence" : `${way.cost} packages of evidence`;
  const left = { text: `${number}.`, style: "strong" as Style };
  return (
    beside(io, left, LEFT_WIDTH, packages) + way.needs.map((need) => needed(io, need)).join("")
  );
}

function needed(io: Io, { ask, by, node, overtake }: Needed): string {
  const against = overtake.length === 0 ? "" : `; it must overtake ${overtake.join(", ")}`;
  const left = { text: "   –", style: "plain" as Style };
  return beside(io, left, LEFT_WIDTH, `${ask}, by ${by}${against} [${node}]`);
}
