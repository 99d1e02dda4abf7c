import { Refused } from "@proviso/core/fault";

/** An entry, or what belongs to it, that may not stand: thrown, with what its author can do. */
export class RefusedEntry extends Refused {}
