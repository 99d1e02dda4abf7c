export {
  type Bits,
  BOTH,
  bits,
  NEITHER,
  opens,
  SHOWN,
  SHOWN_NOT,
  type Value,
  valueOfBits,
} from "./bits.ts";
export { all, any, atLeast, not, unless } from "./connectives.ts";
