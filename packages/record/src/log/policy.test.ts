import { describe, expect, test } from "vitest";
import { entriesOf } from "../../testing/log/grown.ts";
import { logKey, verify, witnessKey } from "../../testing/log/keys.ts";
import { logOf } from "../../testing/log/log.ts";
import { refusal, refusalOf } from "../../testing/log/refusal.ts";
import { cosigner } from "./cosignature.ts";
import { formatNote, parseNote, signNote } from "./note.ts";
import { formatNoteKey, noteKey } from "./note-key.ts";
import { describeQuorum, verifyByPolicy } from "./policy.ts";
import { formatPolicy, parsePolicy } from "./policy-file.ts";

const log = logOf("example.org/cuba-1962", entriesOf(5));
const un = witnessKey("un.example/w");
const sweden = witnessKey("sweden.example/w");
const switzerland = witnessKey("switzerland.example/w");
const us = witnessKey("us.example/w");
const ussr = witnessKey("ussr.example/w");
type Witness = typeof un;

const LOG = `log ${formatNoteKey(log.key)}`;
const line = (name: string, { key }: Witness) => `witness ${name} ${formatNoteKey(key)}`;

const POLICY = [
  "# who must have seen the record before we act on it",
  `${LOG} https://example.org/cuba-1962`,
  line("UN", un),
  line("Sweden", sweden),
  `  ${line("Switzerland", switzerland)}\thttps://switzerland.example`,
  "",
  line("US", us),
  line("USSR", ussr),
  "group neutral 2 UN Sweden Switzerland",
  "group parties any US USSR",
  "group all-sides all neutral parties",
  "quorum all-sides",
  "",
].join("\n");

const cosigned = async (...witnesses: readonly { who: Witness; at: number }[]) => {
  const note = parseNote(await log.checkpointAt(5));
  return formatNote(
    await signNote(
      note,
      witnesses.map(({ who, at }) => who.at(at)),
    ),
  );
};

describe("a policy", () => {
  const policy = parsePolicy(POLICY);
  const verdictOf = async (...witnesses: readonly Witness[]) => {
    const note = await cosigned(...witnesses.map((who) => ({ who, at: 100 })));
    return refusalOf(() => verifyByPolicy(note, policy, { verify }));
  };

  test("says in words who must have seen a checkpoint", () => {
    expect(describeQuorum(policy.quorum)).toBe(
      "2 of [2 of [UN, Sweden, Switzerland], 1 of [US, USSR]]",
    );
  });

  test("is met by two of three and one party", async () => {
    expect(await verdictOf(un, sweden, us)).toBe(null);
    expect(await verdictOf(switzerland, sweden, ussr)).toBe(null);
    expect(await verdictOf(un, sweden, switzerland, us, ussr)).toBe(null);
  });

  test("is not met by fewer, nor by one witness twice", async () => {
    expect(await verdictOf()).toBe("quorum-missing");
    expect(await verdictOf(un, sweden)).toBe("quorum-missing");
    expect(await verdictOf(un, us, ussr)).toBe("quorum-missing");
    const twice = await cosigned({ who: un, at: 1 }, { who: un, at: 2 }, { who: us, at: 1 });
    const check = () => verifyByPolicy(twice, policy, { verify });
    expect(await refusalOf(check)).toBe("quorum-missing");
  });

  test("counts no cosignature that is older than was asked", async () => {
    const note = await cosigned(
      { who: un, at: 100 },
      { who: sweden, at: 200 },
      { who: us, at: 200 },
    );
    const at = (notBefore: number) =>
      refusalOf(() => verifyByPolicy(note, policy, { verify, notBefore }));
    expect(await at(100)).toBe(null);
    expect(await at(101)).toBe("quorum-missing");
  });

  test("counts no witness that has the name of another, and its own key", async () => {
    const { holder } = witnessKey("impostor.example/w");
    const impostor = { key: noteKey(un.key.name, "cosignature", holder.publicKey), holder };
    const note = parseNote(await log.checkpointAt(5));
    const signers = [cosigner(impostor, 1), sweden.at(1), us.at(1)];
    const signed = formatNote(await signNote(note, signers));
    expect(await refusalOf(() => verifyByPolicy(signed, policy, { verify }))).toBe(
      "quorum-missing",
    );
  });

  test("takes no log that was rewritten and signed with its own key: no witness follows it", async () => {
    const rewritten = await logOf(log.origin, entriesOf(6, "another")).checkpointAt(6);
    const check = () => verifyByPolicy(rewritten, policy, { verify });
    expect(await refusalOf(check)).toBe("quorum-missing");
    // Nor can the cosignatures of the real one be put under it.
    const { signatures } = parseNote(await cosigned({ who: un, at: 1 }, { who: sweden, at: 1 }));
    const { text, signatures: own } = parseNote(rewritten);
    const moved = formatNote({ text, signatures: [...own, ...signatures.slice(1)] });
    expect(await refusalOf(() => verifyByPolicy(moved, policy, { verify }))).toBe(
      "signature-invalid",
    );
  });

  test("takes no checkpoint of a log that it does not name", async () => {
    const other = await logOf("example.org/other", entriesOf(5)).checkpointAt(5);
    expect(await refusalOf(() => verifyByPolicy(other, policy, { verify }))).toBe("log-unknown");
  });

  test("may ask for no witness, and then takes the log's word", async () => {
    const alone = parsePolicy(`${LOG}\nquorum none\n`);
    const opened = await verifyByPolicy(await cosigned(), alone, { verify });
    expect(opened.size).toBe(5);
  });

  test("may ask for one witness by name", async () => {
    const one = parsePolicy(`${LOG}\n${line("UN", un)}\nquorum UN\n`);
    const only = await cosigned({ who: un, at: 1 });
    expect(await refusalOf(() => verifyByPolicy(only, one, { verify }))).toBe(null);
    expect(await refusalOf(async () => verifyByPolicy(await cosigned(), one, { verify }))).toBe(
      "quorum-missing",
    );
  });

  test("is written so that it is read as the same", () => {
    const written = formatPolicy(policy);
    expect(parsePolicy(written)).toEqual(policy);
    expect(formatPolicy(parsePolicy(written))).toBe(written);
  });
});

describe("a policy is refused", () => {
  const UN = line("UN", un);
  const SWEDEN = line("Sweden", sweden);

  test.each([
    ["without a quorum", `${LOG}\n`],
    ["with two quorums", "quorum none\nquorum none\n"],
    ["without a last newline", "quorum none"],
    ["with a word that is none", "quorum none\nwitnesses all\n"],
    ["with a control character", "quorum none\r\n"],
    ["with a key that is none", "log example.org\nquorum none\n"],
    ["with a witness's key as a log's", `log ${formatNoteKey(un.key)}\nquorum none\n`],
    ["with a log's key as a witness's", `witness a ${formatNoteKey(log.key)}\nquorum a\n`],
    ["with one log twice", `${LOG}\n${LOG}\nquorum none\n`],
    ["with one witness under two names", `${UN}\n${line("Also", un)}\nquorum UN\n`],
    ["with one name for two witnesses", `${UN}\n${line("UN", sweden)}\nquorum UN\n`],
    ["with a witness called none", `${line("none", un)}\nquorum none\n`],
    ["with a quorum that is not defined before", `quorum UN\n${UN}\n`],
    ["with a group that counts one in two ways", `${UN}\ngroup a any UN UN\nquorum a\n`],
    ["with a witness in two groups", `${UN}\ngroup a any UN\ngroup b any UN\nquorum a\n`],
    ["with a group of none", "group a any none\nquorum a\n"],
    ["with a group without members", "group a all\nquorum a\n"],
    ["with a group in itself", `${UN}\ngroup a any UN a\nquorum a\n`],
    ["with a group that asks for none", `${UN}\ngroup a 0 UN\nquorum a\n`],
    [
      "with a group that asks for more than all",
      `${UN}\n${SWEDEN}\ngroup a 3 UN Sweden\nquorum a\n`,
    ],
    ["with a group that asks for a fraction", `${UN}\ngroup a 0.5 UN\nquorum a\n`],
    ["with a word too many", `${UN} https://a.example more\nquorum UN\n`],
  ])("%s", (_, text) => {
    expect(refusal(() => parsePolicy(text))).toBe("policy-malformed");
  });

  test("with groups nested without bound", () => {
    const groups = Array.from({ length: 40 }, (_, at) =>
      at === 0 ? "group g0 all UN" : `group g${at} all g${at - 1}`,
    );
    expect(refusal(() => parsePolicy([UN, ...groups, "quorum g39", ""].join("\n")))).toBe(
      "policy-malformed",
    );
  });

  test("where it is not UTF-8", () => {
    expect(refusal(() => parsePolicy(Uint8Array.of(0x23, 0xff, 0x0a)))).toBe("not-utf8");
  });

  test("naming the line", () => {
    expect(() => parsePolicy(`${UN}\ngroup a 2 UN\nquorum a\n`)).toThrow(/^Line 2 of the policy:/);
  });

  test("not where it has 32 logs, witnesses and groups", () => {
    const many = Array.from({ length: 32 }, (_, at) => at);
    const text = [
      ...many.map((at) => `log ${formatNoteKey(logKey(`log.example/${at}`).key)}`),
      ...many.map((at) => line(`w${at}`, witnessKey(`witness.example/${at}`))),
      ...many.slice(0, 31).map((at) => `group g${at} any w${at}`),
      `group all 16 ${many
        .slice(0, 31)
        .map((at) => `g${at}`)
        .join(" ")}`,
      "quorum all",
      "",
    ].join("\n");
    expect(parsePolicy(text).witnesses).toHaveLength(32);
  });
});
