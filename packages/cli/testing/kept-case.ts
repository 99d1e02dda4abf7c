import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { call, type Ended, HOLDING_AREAS } from "./proviso.ts";

/** The case of these tests, in a store of its own. */
export const NAME = "holding-areas";

/** An installation in a folder of its own: a store, its keys, the heads that it remembers. */
export class Installation {
  readonly folder: string;
  readonly store: string;

  constructor(folder: string) {
    this.folder = folder;
    this.store = join(folder, "record.sqlite");
  }

  /** An empty one. */
  static async make(): Promise<Installation> {
    return new Installation(await mkdtemp(join(tmpdir(), "proviso-kept-")));
  }

  /** A path in its folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Calls a verb on its store. */
  call(...args: readonly string[]): Promise<Ended> {
    return call(...args, "--store", this.store);
  }

  /** Imports the first lines of the case's record, each perhaps written otherwise. */
  async import(lines: number, rewrite: (line: string, at: number) => string = (line) => line) {
    const source = this.path(`source-${lines}`);
    await rm(source, { recursive: true, force: true });
    await cp(HOLDING_AREAS, source, { recursive: true });
    const record = await readFile(join(source, "record.jsonl"), "utf8");
    const kept = record.trimEnd().split("\n").slice(0, lines).map(rewrite);
    await writeFile(join(source, "record.jsonl"), `${kept.join("\n")}\n`);
    const ended = await this.call("import", "case", source);
    if (ended.code !== 0) throw new Error(ended.err + ended.out);
  }

  /** Changes the database as someone may who owns it: no trigger keeps them from anything. */
  tamper(sql: string): void {
    const database = new DatabaseSync(this.store);
    const triggers = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .all();
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${String(name)}"`);
    database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
    database.close();
  }

  /** A copy of all of it, keys too, as a thief or a second keeper would have it. */
  async copy(): Promise<Installation> {
    const other = await Installation.make();
    await cp(this.folder, other.folder, { recursive: true });
    return other;
  }

  /** The verifier key of its log. */
  async logKey(bundle: string): Promise<string> {
    return JSON.parse(await readFile(join(bundle, "keys.json"), "utf8")).log;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
