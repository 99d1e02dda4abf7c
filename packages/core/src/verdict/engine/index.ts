export { buildNetwork, type Network } from "./network.ts";
export {
  type Input,
  type InputRole,
  MAX_INPUTS,
  NetworkError,
  type NetworkPlan,
  type NodeIndex,
  type PlannedNode,
} from "./network-plan.ts";
