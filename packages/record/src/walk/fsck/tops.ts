import { sameBytes, TILE_HEIGHT } from "../../log/index.ts";
import { partsOf } from "../../store/rows.ts";
import type { KeptRecord } from "../../store/store.ts";
import type { WholeTree } from "../index.ts";
import { type FsckFinding, REBUILD, wrongIn } from "./finding.ts";

/** Holds the tops of tiles that a store keeps against those of the tree over its leaves. */
export async function topFindings(
  record: KeptRecord,
  tree: WholeTree,
): Promise<readonly FsckFinding[]> {
  const findings: FsckFinding[] = [];
  for (let level = TILE_HEIGHT; 2 ** level <= tree.size; level += TILE_HEIGHT) {
    for (const { begin, end } of partsOf({ begin: 0, end: Math.floor(tree.size / 2 ** level) })) {
      const nodes = Array.from({ length: end - begin }, (_, at) => ({ level, index: begin + at }));
      const kept = new Map((await record.tops(nodes)).map((top) => [top.index, top.hash]));
      for (const node of nodes) {
        const [top, due] = [kept.get(node.index), tree.read(node)];
        if (top !== undefined && due !== undefined && sameBytes(top, due)) continue;
        const which = `The hash ${node.index} at level ${level}`;
        findings.push(
          top === undefined
            ? wrongIn("tops", "top-missing", `${which} is not kept.`, { remedy: REBUILD })
            : wrongIn("tops", "top-altered", `${which} is not that of the leaves.`, {
                remedy: REBUILD,
              }),
        );
      }
    }
  }
  return findings;
}
