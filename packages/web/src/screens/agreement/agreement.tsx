import { memo } from "react";
import { words } from "../../say/words.ts";
import { sayLights } from "../../shared/lights-view.ts";
import { MarkWord, Shape } from "../../shared/mark-word.tsx";
import { TwoLights } from "../../shared/two-lights.tsx";
import type { AgreementView, MarginMark, MarkedLine, TextSheet } from "./agreement-view.ts";
import { lineId } from "./line-id.ts";

/** The Agreement: the texts in force, with a verdict in the margin of every clause. */
export function Agreement(props: { readonly view: AgreementView; readonly dateline: string }) {
  const { view, dateline } = props;
  return (
    <div className="agreement">
      <p className="dateline">{dateline}</p>
      <h1>{view.sheets[0]?.title ?? words.agreement.heading}</h1>
      {view.sheets.length + view.absent.length < 2 ? null : <Contents view={view} />}
      {view.sheets.map((sheet) => (
        <Sheet key={sheet.id} sheet={sheet} first={sheet === view.sheets[0]} />
      ))}
      <Absent view={view} />
    </div>
  );
}

function Contents({ view }: { readonly view: AgreementView }) {
  return (
    <nav className="contents" aria-label={words.agreement.contents}>
      <ol>
        {view.sheets.map((sheet) => (
          <li key={sheet.id}>
            <button type="button" className="to-line" data-file={sheet.file} data-line={1}>
              {sheet.title}
            </button>
            <span className="soft">
              {sheet.kind} · {sheet.standing}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The first text is the one that the page is called after. */
function Sheet({ sheet, first }: { readonly sheet: TextSheet; readonly first: boolean }) {
  return (
    <section className="sheet" aria-labelledby={`sheet-${sheet.id}`}>
      <header>
        <h2 id={`sheet-${sheet.id}`}>
          <span className="sheet-kind">{sheet.kind}</span> {first ? null : sheet.title}
        </h2>
        <p className="soft">
          {sheet.standing} · <span className="file">{sheet.file}</span>
        </p>
      </header>
      <ol className="lines">
        {sheet.lines.map((line) => (
          <Line key={line.number} line={line} file={sheet.file} />
        ))}
      </ol>
    </section>
  );
}

const Line = memo(LineOf);

function LineOf({ line, file }: { readonly line: MarkedLine; readonly file: string }) {
  if (line.kind === "blank") return <li className="line kind-blank" aria-hidden="true" />;
  return (
    <li
      id={lineId(file, line.number)}
      className={`line kind-${line.kind} indent-${Math.min(line.indent, 6)}`}
      tabIndex={-1}
    >
      <span className="line-number" aria-hidden="true">
        {line.number}
      </span>
      <span className="line-text">
        {line.tokens.map((token, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a line never move.
          <span key={index} className={`token-${token.kind}`}>
            {token.text}
          </span>
        ))}
      </span>
      <span className="line-margin">
        {line.marks.map((mark) => (
          <Margin key={`${mark.node} ${mark.mark.word}`} mark={mark} />
        ))}
      </span>
    </li>
  );
}

function Margin({ mark }: { readonly mark: MarginMark }) {
  const { shape } = mark.mark;
  const word = mark.lights === null ? mark.mark.word : sayLights(mark.lights);
  return (
    <button
      type="button"
      className={mark.part ? "margin margin-part" : "margin"}
      data-why={mark.node}
      aria-label={`${word}. ${mark.why}`}
      title={mark.part ? word : undefined}
    >
      {mark.part && shape !== null ? (
        <span className={`mark mark-${shape}`}>
          <Shape of={shape} />
        </span>
      ) : mark.lights === null ? (
        <MarkWord mark={mark.mark} />
      ) : (
        <TwoLights lights={mark.lights} />
      )}
    </button>
  );
}

function Absent({ view }: { readonly view: AgreementView }) {
  if (view.absent.length === 0) return null;
  return (
    <section className="absent" aria-labelledby="absent">
      <h2 id="absent">{words.agreement.notYet}</h2>
      <ul>
        {view.absent.map((text) => (
          <li key={text.id}>
            <span className="absent-title">{text.title}</span>
            <span className="soft">
              {text.kind} · {text.file} · {text.why}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
