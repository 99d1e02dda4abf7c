import type { ReactNode } from "react";
import type { Clock } from "../../say/clock.ts";
import { recordWords } from "../../say/words-record.ts";
import type { Examined, InclusionFound, SignaturesFound } from "./examine-entry.ts";
import { shortHash } from "./record-view.ts";

const said = recordWords.entry;

/** One entry of the log, with all that was found out about it here. */
export function EntryPage(props: {
  readonly examined: Examined;
  readonly clock: Clock;
  readonly reconstructed: boolean;
  readonly link: (index: number) => ReactNode;
}) {
  const { examined, clock, reconstructed, link } = props;
  const { served, signatures, inclusion, statement } = examined;
  return (
    <>
      <h1>{said.heading(served.index)}</h1>
      <Facts examined={examined} clock={clock} />
      <section aria-labelledby="entry-signatures">
        <h2 id="entry-signatures">{said.signatures}</h2>
        <Signatures signatures={signatures} isEnvelope={examined.isEnvelope} />
      </section>
      <section>
        <h2 id="entry-inclusion">{said.inclusion}</h2>
        {inclusion === null ? <p>{said.notYet}</p> : <Proof inclusion={inclusion} />}
      </section>
      {statement === null ? null : (
        <>
          <Time examined={examined} clock={clock} reconstructed={reconstructed} />
          <Device examined={examined} link={link} />
        </>
      )}
      {examined.payload === null ? null : (
        <details className="payload">
          <summary>{said.fields.payload}</summary>
          <pre>{examined.payload}</pre>
        </details>
      )}
    </>
  );
}

function Facts({ examined, clock }: { readonly examined: Examined; readonly clock: Clock }) {
  const { served, statement } = examined;
  const { summary } = served;
  const after = statement?.after ?? null;
  const series = statement?.series ?? null;
  const received = clock.full(Date.parse(served.received) as Parameters<Clock["full"]>[0]);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [said.fields.kind, summary?.kind ?? recordWords.labelled],
    [said.fields.id, summary === null ? "" : <Whole key="id" id={summary.id} />],
    [said.fields.role, summary === null ? "" : recordWords.signedBy(summary.device, summary.role)],
    [said.fields.received, received],
    [said.fields.label, served.label ?? ""],
    [said.fields.digest, <code key="digest">{served.digest}</code>],
    [
      said.fields.after,
      statement === null
        ? ""
        : after === null
          ? said.none
          : said.afterOf(after.size, shortHash(after.root)),
    ],
    [said.fields.series, series === null ? "" : `${series.route} ${series.number}`],
  ];
  return (
    <dl className="entry-fields">
      {facts.map(([label, value]) =>
        value === "" ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Whole({ id }: { readonly id: string }) {
  return (
    <button type="button" className="to-line" data-entry={id} title={said.open(id)}>
      {id}
    </button>
  );
}

function Signatures(props: { readonly signatures: SignaturesFound; readonly isEnvelope: boolean }) {
  const { signatures, isEnvelope } = props;
  if (signatures.kind === "closed") return <p>{said.closed}</p>;
  const bound = (
    <p className={isEnvelope ? undefined : "verify-bad"}>
      {isEnvelope ? said.isEnvelope : said.isNotEnvelope}
    </p>
  );
  if (signatures.kind === "refused") {
    return (
      <>
        {bound}
        <p className="verify-bad">
          {said.refused} {signatures.message} <code>{signatures.code}</code>
        </p>
      </>
    );
  }
  return (
    <>
      {bound}
      <p>{said.hold}</p>
      {signatures.suspect ? <p className="verify-bad">{said.suspect}</p> : null}
      <ul className="signers">
        {signatures.signers.map(({ name, body, person, roles, publicKey }) => (
          <li key={publicKey}>
            {said.signer(name, body, person)} <span className="soft">{said.roles(roles)}</span>
            <br />
            <code>{publicKey}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function Proof({ inclusion }: { readonly inclusion: InclusionFound }) {
  const { rows, size, isIncluded, unsigned } = inclusion;
  const columns = said.proofColumns;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className="table-box" tabIndex={0} aria-labelledby="entry-inclusion">
        <table className="log-table proof-table">
          <thead>
            <tr>
              <th scope="col">{columns.step}</th>
              <th scope="col">{columns.joined}</th>
              <th scope="col">{columns.hash}</th>
              <th scope="col">{columns.gives}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ over, side, joined, gives }, step) => (
              <tr key={gives}>
                <th scope="row">{step}</th>
                <td>
                  {over === null || side === null
                    ? said.leaf
                    : said.joined(side, over.begin, over.end)}
                </td>
                <td className="set-mono">{joined === null ? "" : shortHash(joined)}</td>
                <td className="set-mono">{shortHash(gives)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={isIncluded ? "proof-end" : "proof-end verify-bad"}>
        {isIncluded ? said.included(size) : said.notIncluded(size)} <code>{inclusion.root}</code>
      </p>
      {unsigned === null ? null : (
        <p className="verify-bad">
          {said.unsigned} {unsigned}
        </p>
      )}
    </>
  );
}

function Time(props: {
  readonly examined: Examined;
  readonly clock: Clock;
  readonly reconstructed: boolean;
}) {
  const { examined, clock, reconstructed } = props;
  const { interval } = examined;
  if (interval === null) return null;
  const { stated, notBefore, notAfter, flags } = interval;
  // What an import states lies decades before any checkpoint: no clock was wrong there.
  const shown = reconstructed ? [] : flags;
  return (
    <section aria-labelledby="entry-time">
      <h2 id="entry-time">{said.time}</h2>
      <dl className="entry-fields">
        <div>
          <dt>{said.stated}</dt>
          <dd>{stated === null ? said.notStated : clock.full(stated.moment)}</dd>
        </div>
        <div>
          <dt>{said.notBefore}</dt>
          <dd>{notBefore === null ? said.notBeforeOpen : clock.full(notBefore)}</dd>
        </div>
        <div>
          <dt>{said.notAfter}</dt>
          <dd>{notAfter === null ? said.notAfterOpen : clock.full(notAfter)}</dd>
        </div>
      </dl>
      {shown.map((flag) => (
        <p key={flag} className="entry-warning">
          {said.flags[flag]}
        </p>
      ))}
      <p className="soft">{reconstructed ? said.reconstructedTime : said.order}</p>
    </section>
  );
}

function Device(props: {
  readonly examined: Examined;
  readonly link: (index: number) => ReactNode;
}) {
  const { examined, link } = props;
  const { statement, chain } = examined;
  if (statement === null || chain === null) return null;
  return (
    <section aria-labelledby="entry-device">
      <h2 id="entry-device">{said.device}</h2>
      <p>
        {said.counter(statement.device, statement.counter)}{" "}
        {chain.kind === "first" ? said.chain.first : null}
        {chain.kind === "not-near" ? said.chain.notNear(shortHash(chain.previous)) : null}
        {chain.kind === "continues" ? (
          <>
            {said.chain.continues} {link(chain.index)}.
          </>
        ) : null}
      </p>
    </section>
  );
}
