import { describeMove } from "../../../testing/contract/index.ts";
import { sqliteHarness } from "../../../testing/sqlite/sqlite-harness.ts";

describeMove("a case that moves from one file to another", sqliteHarness, sqliteHarness);
