export type { NodeChange } from "./change-log.ts";
export type { Recall } from "./dossier.ts";
export { Engine, type EngineBasis } from "./engine.ts";
export { buildNetwork, type Network } from "./network.ts";
export {
  type Input,
  type InputRole,
  MAX_INPUTS,
  NetworkError,
  type NetworkFault,
  type NetworkPlan,
  type NodeIndex,
  type PlannedNode,
} from "./network-plan.ts";
