import type { Protocol } from "@proviso/core";
import { inspectWords } from "../../say/words-inspect.ts";

const words = inspectWords.protocols;

/** What the agreement asks of inspectors, clause by clause, and the form of each. */
export function Protocols(props: {
  readonly protocols: readonly Protocol[];
  readonly titleOf: (id: string) => string;
  readonly onBegin: (protocol: Protocol, isTwice: boolean) => void;
}) {
  const { protocols, titleOf, onBegin } = props;
  const clauses = [...new Set(protocols.map(({ clause }) => clause))];
  return (
    <section aria-labelledby="protocols">
      <h2 id="protocols">{words.heading}</h2>
      <p className="inspect-why">{protocols.length === 0 ? words.none : words.hint}</p>
      {clauses.map((clause) => (
        <div key={clause} className="protocol-clause">
          <h3>{protocols.find((one) => one.clause === clause)?.clauseTitle}</h3>
          <ul>
            {protocols
              .filter((one) => one.clause === clause)
              .map((protocol) => (
                <li key={protocol.id} className="protocol">
                  <div>
                    <p className="protocol-title">{protocol.title}</p>
                    <p className="soft">{boundsOf(protocol, titleOf)}</p>
                  </div>
                  <p className="outbox-actions">
                    <button
                      type="button"
                      aria-label={words.beginLabel(protocol.title)}
                      onClick={() => onBegin(protocol, false)}
                    >
                      {words.begin}
                    </button>
                    {protocol.act.kind === "count" ? (
                      <button
                        type="button"
                        aria-label={words.twiceLabel(protocol.title)}
                        onClick={() => onBegin(protocol, true)}
                      >
                        {words.twice}
                      </button>
                    ) : null}
                  </p>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The most methods that are named one by one. */
const MOST_METHODS = 4;

/** How it may be seen, by whom, and what may be learned: in a line. */
function boundsOf(protocol: Protocol, titleOf: (id: string) => string): string {
  const { methods, learning, notUnderstood, equivalentApprovedBy } = protocol;
  const titles = methods.map(({ title }) => title);
  const by = titles.length > MOST_METHODS ? words.anyMethod : words.methods(listed(titles));
  const parts = [
    learning === null ? by : `${by}, ${words.learning(learning)}`,
    ...eligibilityOf(protocol, titleOf),
  ];
  const odd = notUnderstood.length === 0 ? [] : [words.notUnderstood(listed(notUnderstood))];
  const equivalent =
    equivalentApprovedBy === null ? [] : [words.equivalent(titleOf(equivalentApprovedBy))];
  return [`${parts.join("; ")}.`, ...equivalent, ...odd].join(" ");
}

function eligibilityOf(
  { eligibility }: Protocol,
  titleOf: (id: string) => string,
): readonly string[] {
  if (eligibility === null) return [];
  const { atLeast, of, notOf, technical } = eligibility;
  const rules = [
    ...(technical === null ? [] : [technical ? words.technical : words.nonTechnical]),
    ...(of.length === 0 ? [] : [words.of(listed(of.map(titleOf)))]),
    ...(notOf.length === 0 ? [] : [words.notOf(listed(notOf.map(titleOf)))]),
    ...(atLeast === null ? [] : [words.atLeast(atLeast)]),
  ];
  return rules.length === 0 ? [] : [words.eligible(rules.join(", "))];
}

function listed(names: readonly string[]): string {
  return names.length < 2
    ? (names[0] ?? "")
    : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
