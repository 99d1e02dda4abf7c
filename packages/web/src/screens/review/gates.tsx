import { words } from "../../say/words.ts";
import type { GateView, WayView } from "./review-view.ts";

/** What it would take to open each gate that is shut; the nearest way first. */
export function Gates({ gates }: { readonly gates: readonly GateView[] | null }) {
  return (
    <section aria-labelledby="gates">
      <h2 id="gates">{words.review.whatWouldItTake}</h2>
      {gates === null ? <p className="soft">{words.review.working}</p> : null}
      {gates?.length === 0 ? <p className="soft">{words.review.open}</p> : null}
      {gates?.map((gate) => (
        <details key={gate.id} className="gate" open={gate === gates[0]}>
          <summary>
            <span className="gate-purpose">{gate.purpose}</span>
            <span className="gate-title">{gate.title}</span>
          </summary>
          <p className="gate-lead">{gate.lead}</p>
          {gate.nearest === null ? null : <Way way={gate.nearest} />}
          {gate.impossible.length === 0 ? null : (
            <ul>
              {gate.impossible.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          {gate.others.length === 0 ? null : (
            <details className="gate-others">
              <summary>{gate.othersLabel}</summary>
              {gate.others.map((way) => (
                <Way key={way.needs.map(({ ask, by }) => `${ask} ${by}`).join()} way={way} />
              ))}
            </details>
          )}
        </details>
      ))}
    </section>
  );
}

const SHOWN_AT_ONCE = 3;

function Way({ way }: { readonly way: WayView }) {
  const rest = way.needs.slice(SHOWN_AT_ONCE);
  return (
    <div className="way">
      <ol>{way.needs.slice(0, SHOWN_AT_ONCE).map(need)}</ol>
      {rest.length === 0 ? null : (
        <details className="gate-others">
          <summary>{words.review.moreNeeds(rest.length)}</summary>
          <ol start={SHOWN_AT_ONCE + 1}>{rest.map(need)}</ol>
        </details>
      )}
    </div>
  );
}

function need({ ask, by, overtake }: WayView["needs"][number]) {
  return (
    <li key={`${ask} ${by}`}>
      {ask}
      <small>
        {by}
        {overtake === "" ? "" : `; ${overtake}`}
      </small>
    </li>
  );
}
