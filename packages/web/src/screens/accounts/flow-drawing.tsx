import type { Account } from "@proviso/core";
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { useId } from "react";
import { accountsWords } from "../../say/words-accounts.ts";
import { sayPlace } from "./accounts-view.ts";
import { sayAmount } from "./amount.ts";
import { type Flow, type FlowPlace, keyOfPlace } from "./flow.ts";

interface Node {
  readonly key: string;
  readonly place: FlowPlace;
}

interface Link {
  readonly source: string;
  readonly target: string;
  readonly value: number;
}

const WIDTH = 960;
const HEIGHT = 320;
/** Room for words on both sides of the drawing, in its own units. */
const MARGIN = { left: 8, right: 230, top: 26, bottom: 44 };

/** The flow drawn: as wide as it is much, with its number, and in words for who does not see it. */
export function FlowDrawing({ account, flow }: { readonly account: Account; readonly flow: Flow }) {
  const id = useId();
  const { nodes, links } = layOut(flow);
  const say = (place: FlowPlace) => sayPlace(place, account);
  const described = flow.links.map(({ from, to, amount }) =>
    accountsWords.flow.link(say(from), say(to), sayAmount(amount)),
  );
  const lost = sayFlowEnd(accountsWords.terms.unaccountedFor, flow.unaccounted);
  if (flow.unaccounted === 0) described.push(lost);
  return (
    <svg
      className="flow"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{accountsWords.flow.title(account.title)}</title>
      <desc id={`${id}-desc`}>{accountsWords.flow.describe(described)}</desc>
      {links.map((link) => (
        <LinkMark key={link.key} link={link} />
      ))}
      {nodes.map((node) => (
        <NodeMark
          key={node.key}
          node={node}
          name={node.isLast ? sayFlowEnd(say(node.place), node.amount) : say(node.place)}
        />
      ))}
      {flow.unaccounted > 0 ? null : <NodeMark node={NOTHING_LOST} name={lost} />}
    </svg>
  );
}

/** A way, with its number where it begins; what is lost is dashed as well as coloured. */
function LinkMark({ link }: { readonly link: DrawnLink }) {
  const { path, width, isLost, x, y, amount } = link;
  return (
    <g>
      <path
        d={path}
        className={isLost ? "flow-link flow-lost" : "flow-link"}
        strokeWidth={Math.max(1.5, width)}
      />
      {isLost ? <path d={path} className="flow-lost-line" /> : null}
      <text x={x} y={y} dy="0.35em" className="flow-amount">
        {amount}
      </text>
    </g>
  );
}

/** A place of the flow: a bar with its name, beside the last ones and above the others. */
function NodeMark({ node, name }: { readonly node: DrawnNode; readonly name: string }) {
  const { x, y, width, height, isLast, isLost } = node;
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={Math.max(2, height)}
        className={isLost ? "flow-node flow-node-lost" : "flow-node"}
      />
      <text
        x={isLast ? x + width + 8 : x}
        y={isLast ? y + height / 2 : y - 7}
        dy={isLast ? "0.35em" : undefined}
        className="flow-name"
      >
        {name}
      </text>
    </g>
  );
}

function sayFlowEnd(name: string, amount: number): string {
  return `${name}: ${sayAmount(amount)}`;
}

interface DrawnNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isLast: boolean;
  readonly isLost: boolean;
}

interface DrawnLink {
  readonly path: string;
  readonly width: number;
  readonly isLost: boolean;
  readonly x: number;
  readonly y: number;
  readonly amount: string;
}

const NODE = 10;

// What is unaccounted for has its place in the drawing, also where it is nothing.
const NOTHING_LOST: DrawnNode = {
  x: WIDTH - MARGIN.right - NODE,
  y: HEIGHT - 22,
  width: NODE,
  height: 6,
  isLast: true,
  isLost: true,
};

function layOut(flow: Flow) {
  const places = new Map<string, FlowPlace>();
  for (const { from, to } of flow.links) {
    places.set(keyOfPlace(from), from);
    places.set(keyOfPlace(to), to);
  }
  const graph = sankey<Node, Link>()
    .nodeId(({ key }) => key)
    .nodeWidth(NODE)
    .nodePadding(30)
    .extent([
      [MARGIN.left, MARGIN.top],
      [WIDTH - MARGIN.right, HEIGHT - MARGIN.bottom],
    ])({
    nodes: [...places].map(([key, place]) => ({ key, place })),
    links: flow.links.map(({ from, to, amount }) => ({
      source: keyOfPlace(from),
      target: keyOfPlace(to),
      value: amount,
    })),
  });
  const draw = sankeyLinkHorizontal<Node, Link>();
  const nodes = graph.nodes.map(({ key, place, value = 0, x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => ({
    key,
    place,
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
    amount: value,
    isLast: place.kind === "now",
    isLost: isLostPlace(place),
  }));
  const links = graph.links.map((link) => {
    const { source, target, value, width = 0, y0 = 0 } = link;
    // Once laid out, both ends are the nodes themselves.
    const [from, to] = [source, target] as unknown as readonly [Laid, Laid];
    return {
      key: `${from.key} ${to.key}`,
      path: draw(link) ?? "",
      width,
      isLost: isLostPlace(to.place),
      x: from.x1 + 10,
      y: y0,
      amount: sayAmount(value),
    };
  });
  return { nodes, links };
}

function isLostPlace(place: FlowPlace): boolean {
  return place.kind === "now" && place.term === "unaccountedFor";
}

interface Laid extends Node {
  readonly x1: number;
}
