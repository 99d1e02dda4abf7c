import { words } from "../../say/words.ts";
import { MarkWord } from "../../shared/mark-word.tsx";
import { TwoLights } from "../../shared/two-lights.tsx";
import { Gates } from "./gates.tsx";
import type { CableView, ChangeView, GateView, RefusedView, ReviewView } from "./review-view.ts";
import { Row } from "./row.tsx";
import type { RowView } from "./row-view.ts";

/** The Review: where everything stands, as of any moment, as known at any moment (T3). */
export function Review({
  view,
  gates,
  dateline,
}: {
  readonly view: ReviewView;
  /** `null` while they are being worked out. */
  readonly gates: readonly GateView[] | null;
  readonly dateline: string;
}) {
  if (view.headline === null) return <NothingYet dateline={dateline} />;
  return (
    <div className="review">
      <div className="review-main">
        <p className="dateline">{dateline}</p>
        <h1>{view.headline}</h1>
        {view.brief === "" ? null : <p className="brief">“{view.brief}”</p>}
        <Limbs limbs={view.limbs} />
        {view.sections.map((section) => (
          <section key={section.id} aria-labelledby={`section-${section.id}`}>
            <h2 id={`section-${section.id}`}>{section.heading}</h2>
            <ul className={`rows rows-${section.id}`}>
              {section.rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <aside className="review-aside" aria-label={words.review.whatWouldItTake}>
        <Gates gates={gates} />
        <Changes changes={view.changes} />
        <Texts texts={view.texts} />
        <Refused refused={view.refused} />
      </aside>
    </div>
  );
}

function NothingYet({ dateline }: { readonly dateline: string }) {
  return (
    <div className="empty">
      <p className="dateline">{dateline}</p>
      <h1>{words.review.nothingInForce}</h1>
      <p>{words.review.nothingInForceHint}</p>
    </div>
  );
}

/** The object of policy has two limbs, and both are needed (T6). */
function Limbs({ limbs }: { readonly limbs: readonly RowView[] }) {
  if (limbs.length === 0) return null;
  return (
    <section className="limbs" aria-labelledby="limbs">
      <h2 id="limbs">{words.review.limbs}</h2>
      <ul>
        {limbs.map((limb) => (
          <li key={limb.id}>
            {limb.lights === null ? (
              <MarkWord mark={limb.mark} />
            ) : (
              <TwoLights lights={limb.lights} />
            )}
            <button type="button" className="why" data-why={limb.id} aria-label={limb.why}>
              {limb.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ changes }: { readonly changes: readonly ChangeView[] }) {
  return (
    <section aria-labelledby="by-itself">
      <h2 id="by-itself">{words.review.byItself}</h2>
      {changes.length === 0 ? <p className="soft">{words.review.nothingByItself}</p> : null}
      <dl className="changes">
        {changes.map((change) => (
          <div key={`${change.at} ${change.because}`}>
            <dt title={change.at}>{change.in}</dt>
            <dd>{change.because}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Texts({ texts }: { readonly texts: readonly CableView[] }) {
  return (
    <section aria-labelledby="texts">
      <h2 id="texts">{words.review.texts}</h2>
      <ol className="cables">
        {texts.map((text) => (
          <li key={text.id} className="cable">
            <span className="cable-head">
              {text.heading} · {text.id}
            </span>
            <span className="cable-title">{text.title}</span>
            <span className="cable-from">{text.adopted}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Refused({ refused }: { readonly refused: readonly RefusedView[] }) {
  if (refused.length === 0) return null;
  return (
    <section aria-labelledby="refused">
      <h2 id="refused">{words.review.refused}</h2>
      {refused.map((decision) => (
        <div key={decision.id} className="refused">
          <p>
            <button type="button" className="entry-id" data-entry={decision.id}>
              {decision.id}
            </button>{" "}
            {decision.act}
          </p>
          <p className="soft">{decision.why}</p>
          {decision.wouldAllow.length === 0 ? null : (
            <details>
              <summary>{words.review.wouldAllow}</summary>
              <ul>
                {decision.wouldAllow.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      ))}
    </section>
  );
}
