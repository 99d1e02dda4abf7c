import type { Account } from "@proviso/core";
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { useId } from "react";
import { accountsWords } from "../words-accounts.ts";
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
const MARGIN = { left: 8, right: 200, top: 26, bottom: 44 };

/** The flow drawn: as wide as it is much, with its number, and in words for who does not see it. */
export function FlowDrawing({ account, flow }: { readonly account: Account; readonly flow: Flow }) {
  const id = useId();
  const { nodes, links } = layOut(flow);
  const say = (place: FlowPlace) => sayPlace(place, account);
  const described = flow.links.map(({ from, to, amount }) =>
    accountsWords.flow.link(say(from), say(to), sayAmount(amount)),
  );
  const lost = accountsWords.terms.unaccountedFor;
  if (flow.unaccounted === 0) described.push(`${lost}: 0`);
  return (
    <svg
      className="flow"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{accountsWords.flow.title(account.title)}</title>
      <desc id={`${id}-desc`}>{accountsWords.flow.describe(described)}</desc>
      {links.map(({ key, path, width, isLost, x, y, amount }) => (
        <g key={key}>
          <path
            d={path}
            className={isLost ? "flow-link flow-lost" : "flow-link"}
            strokeWidth={Math.max(1.5, width)}
          />
          <text x={x} y={y} dy="0.35em" textAnchor="middle" className="flow-amount">
            {amount}
          </text>
        </g>
      ))}
      {nodes.map(({ key, place, x, y, width, height, isLast }) => (
        <g key={key}>
          <rect x={x} y={y} width={width} height={Math.max(2, height)} className="flow-node" />
          <text
            x={isLast ? x + width + 8 : x}
            y={isLast ? y + height / 2 : y - 7}
            dy={isLast ? "0.35em" : undefined}
            className="flow-name"
          >
            {say(place)}
          </text>
        </g>
      ))}
      {flow.unaccounted > 0 ? null : (
        <g>
          <rect
            x={WIDTH - MARGIN.right - NODE}
            y={HEIGHT - 20}
            width={NODE}
            height={2}
            className="flow-node"
          />
          <text
            x={WIDTH - MARGIN.right + 8}
            y={HEIGHT - 19}
            dy="0.35em"
            className="flow-name"
          >{`${lost}: 0`}</text>
        </g>
      )}
    </svg>
  );
}

const NODE = 10;

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
  const nodes = graph.nodes.map(({ key, place, x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => ({
    key,
    place,
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
    isLast: place.kind === "now",
  }));
  const links = graph.links.map((link) => {
    const { source, target, value, width = 0, y0 = 0, y1 = 0 } = link;
    // Once laid out, both ends are the nodes themselves.
    const [from, to] = [source, target] as unknown as readonly [Laid, Laid];
    return {
      key: `${from.key} ${to.key}`,
      path: draw(link) ?? "",
      width,
      isLost: to.place.kind === "now" && to.place.term === "unaccountedFor",
      x: (from.x1 + to.x0) / 2,
      y: (y0 + y1) / 2,
      amount: sayAmount(value),
    };
  });
  return { nodes, links };
}

interface Laid extends Node {
  readonly x0: number;
  readonly x1: number;
}
