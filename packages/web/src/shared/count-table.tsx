import { words } from "../say/words.ts";
import type { CountView, FigureView } from "./count-view.ts";

/** What was declared, counted and is to go; ship by ship where ships are on the record. */
export function CountTable({ count }: { readonly count: CountView }) {
  return (
    <div className="count">
      <p className="count-caption">{count.caption}</p>
      <dl className="count-figures">
        {count.figures.map((figure) => (
          <div key={figure.label}>
            <dt>{figure.label}</dt>
            <dd className={figure.given ? "" : "blank"}>{figure.figure}</dd>
          </div>
        ))}
      </dl>
      {count.ships.length === 0 ? null : (
        <details>
          <summary>{count.shipsLabel}</summary>
          <table className="ships">
            <thead>
              <tr>
                <th scope="col">{words.counts.ship}</th>
                <th scope="col">{words.counts.declared}</th>
                <th scope="col">{words.counts.counted}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {count.ships.map((ship) => (
                <tr key={ship.name}>
                  <th scope="row">{ship.name}</th>
                  <Figure figure={ship.declared} />
                  <Figure figure={ship.counted} />
                  <td className={ship.agrees ? "soft" : "differs"}>{ship.standing}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}

function Figure({ figure }: { readonly figure: FigureView }) {
  return <td className={figure.given ? "figure" : "figure blank"}>{figure.figure}</td>;
}
