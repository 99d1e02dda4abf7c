import { describe, expect, test } from "vitest";
import { refusal } from "../../testing/log/refusal.ts";
import { vector, vectorPaths } from "../../testing/log/vectors.ts";
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtree,
  verifySubtreeInclusion,
} from "./proof.ts";

interface Probe {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string | null;
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly size1: number;
  readonly size2: number;
  readonly root: string | null;
  readonly root1: string | null;
  readonly root2: string | null;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

/** As `encoding/json` of Go reads a byte string: nothing is the empty one. */
const bytes = (text: string | null) => new Uint8Array(Buffer.from(text ?? "", "base64"));

/** What each folder of `merkle/testdata` checks. */
const CHECKS: Readonly<Record<string, { count: number; check: (probe: Probe) => void }>> = {
  inclusion: {
    count: 98,
    check: (probe) =>
      verifyInclusion(
        {
          index: probe.leafIdx,
          leaf: bytes(probe.leafHash),
          size: probe.treeSize,
          root: bytes(probe.root),
        },
        (probe.proof ?? []).map(bytes),
      ),
  },
  consistency: {
    count: 98,
    check: (probe) =>
      verifyConsistency(
        {
          olderSize: probe.size1,
          olderRoot: bytes(probe.root1),
          newerSize: probe.size2,
          newerRoot: bytes(probe.root2),
        },
        (probe.proof ?? []).map(bytes),
      ),
  },
  subtreeinclusion: {
    count: 204,
    check: (probe) =>
      verifySubtreeInclusion(
        probe.leafIdx,
        bytes(probe.leafHash),
        { begin: probe.start, end: probe.end },
        bytes(probe.root),
        (probe.proof ?? []).map(bytes),
      ),
  },
  subtreeconsistency: {
    count: 118,
    check: (probe) =>
      verifySubtree(
        { begin: probe.start, end: probe.end },
        bytes(probe.root1),
        probe.size,
        bytes(probe.root2),
        (probe.proof ?? []).map(bytes),
      ),
  },
};

describe.each(Object.entries(CHECKS))("the probes of transparency-dev for %s", (folder, one) => {
  const paths = vectorPaths(`merkle/testdata/${folder}/**/*.json`);

  test("are all there", () => expect(paths).toHaveLength(one.count));

  test.each(paths)("%s comes out as it says", (path) => {
    const probe = vector<Probe>(path);
    const refused = refusal(() => one.check(probe)) !== null;
    expect(refused).toBe(probe.wantErr);
  });
});
