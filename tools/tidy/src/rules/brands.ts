import type { Rule } from "../rule.ts";
import { isNode, lineAt, walk } from "../source.ts";

/** A brand carries the name of its type. */
export const brands: Rule = {
  name: "brands",
  why: "Two types under one brand are one type to the compiler.",
  on: "source",
  check(source) {
    const found: { line: number; message: string }[] = [];
    walk(source.program, (node) => {
      if (node.type !== "TSTypeAliasDeclaration") return;
      const { id, typeAnnotation } = node as unknown as {
        readonly id: { readonly name: string };
        readonly typeAnnotation: unknown;
      };
      const brand = brandOf(typeAnnotation);
      if (brand === undefined || brand === id.name) return;
      const message = `The brand says '${brand}', the type '${id.name}'; they must agree.`;
      found.push({ line: lineAt(source.text, node.start), message });
    });
    return found;
  },
};

/** The name in `Brand<Base, "Name">`. */
function brandOf(type: unknown): string | undefined {
  if (!isNode(type) || type.type !== "TSTypeReference") return undefined;
  const { typeName, typeArguments } = type as unknown as {
    readonly typeName: { readonly name?: string };
    readonly typeArguments?: {
      readonly params: readonly { readonly literal?: { readonly value?: unknown } }[];
    } | null;
  };
  const name = typeArguments?.params[1]?.literal?.value;
  return typeName.name === "Brand" && typeof name === "string" ? name : undefined;
}
