import {
  describeAppendOnly,
  describeGroups,
  describeLabels,
  describeStore,
  describeWriter,
} from "../../../testing/contract/index.ts";
import { sqliteHarness } from "../../../testing/sqlite/sqlite-harness.ts";

describeStore("a store in a file of SQLite", sqliteHarness);
describeWriter("a writer over a file of SQLite", sqliteHarness);
describeGroups("groups over a file of SQLite", sqliteHarness);
describeLabels("a label in a file of SQLite", sqliteHarness);
describeAppendOnly("a record in a file of SQLite", sqliteHarness, {
  "a leaf is not replaced":
    "INSERT OR REPLACE INTO leaves SELECT case_number, position, x'00' FROM leaves LIMIT 1",
  "an envelope is not replaced":
    "INSERT OR REPLACE INTO envelopes SELECT case_number, position, NULL, x'00' FROM envelopes LIMIT 1",
});
