import { useState } from "react";
import { inspectWords } from "../../say/words-inspect.ts";
import type { Answer, Item } from "./item.ts";
import { KeyChoice } from "./key-choice.tsx";
import { signAnswer } from "./signing.ts";
import type { SigningKey } from "./station.ts";

const words = inspectWords.signed;

/** What the host's representative says to what was signed: yes, no, or a remark. */
export function Countersign(props: {
  readonly item: Item;
  readonly hosts: readonly SigningKey[];
  readonly titleOf: (id: string) => string;
  readonly onAnswered: () => Promise<void>;
}) {
  const { item, hosts, titleOf, onAnswered } = props;
  const [name, setName] = useState("");
  const [writing, setWriting] = useState<"remark" | "refusal" | null>(null);
  const [busy, setBusy] = useState(false);
  const host = hosts.find(({ device }) => device.name === name) ?? hosts[0];
  if (host === undefined) return <p className="soft inspect-none">{words.noHost}</p>;
  const give = async (answer: Answer["answer"], text: string) => {
    setBusy(true);
    const signer = { device: host.device, role: "host" } as const;
    await signAnswer(item, answer, text, signer).finally(() => setBusy(false));
    setWriting(null);
    await onAnswered();
  };
  return (
    <div className="countersign">
      <p className="inspect-why">{words.answersHint}</p>
      <KeyChoice keys={hosts} chosen={host} titleOf={titleOf} onChoose={setName} />
      {writing === null ? (
        <p className="outbox-actions">
          <button type="button" disabled={busy} onClick={() => void give("countersignature", "")}>
            {words.sign}
          </button>
          <button type="button" onClick={() => setWriting("remark")}>
            {words.remark}
          </button>
          <button type="button" onClick={() => setWriting("refusal")}>
            {words.refuse}
          </button>
        </p>
      ) : (
        <InWords
          answer={writing}
          isBusy={busy}
          onGive={(text) => give(writing, text)}
          onCancel={() => setWriting(null)}
        />
      )}
    </div>
  );
}

/** A remark, or why it is not signed. */
function InWords(props: {
  readonly answer: "remark" | "refusal";
  readonly isBusy: boolean;
  readonly onGive: (text: string) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const { answer, isBusy, onGive, onCancel } = props;
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const isRefusal = answer === "refusal";
  const give = () => {
    const said = text.replace(/\s+/g, " ").trim();
    setMissing(said === "");
    if (said !== "") void onGive(said);
  };
  return (
    <div className="field">
      <label htmlFor="answer-text">{isRefusal ? words.reason : words.text}</label>
      <textarea
        id="answer-text"
        rows={3}
        maxLength={2000}
        value={text}
        aria-invalid={isMissing}
        onChange={(event) => setText(event.target.value)}
      />
      {isMissing ? (
        <p className="field-problem" role="alert">
          {isRefusal ? inspectWords.problem.reason : inspectWords.problem.text}
        </p>
      ) : null}
      <p className="outbox-actions">
        <button type="button" disabled={isBusy} onClick={give}>
          {isRefusal ? words.refuse : words.remark}
        </button>
        <button type="button" onClick={onCancel}>
          {words.cancel}
        </button>
      </p>
    </div>
  );
}
