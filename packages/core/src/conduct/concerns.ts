import type { Text } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";

/** Whether a text sets or changes what a clause says or what verifies it. */
export function concerns(text: Text, id: Id): boolean {
  if (text.kind !== "amendment") {
    return text.requirements.some(({ clause }) => clause === id);
  }
  return text.ops.some((op) => {
    if (op.op === "repeal") return op.id === id;
    return "requirement" in op ? op.requirement.clause === id : op.declaration.id === id;
  });
}
