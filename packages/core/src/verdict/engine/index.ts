export { Engine } from "./engine.ts";
export { buildNetwork } from "./network.ts";
export type { NetworkPlan, PlannedNode } from "./network-plan.ts";
