import type { CaseSummary } from "@proviso/wire";
import { Link } from "@tanstack/react-router";
import { EMPTY_ADDRESS } from "../case/view-address.ts";
import { words } from "../say/words.ts";
import { SCREENS } from "./screens.ts";

/** The cases that are served, where there is more than one, each with its screens. */
export function CaseList({ cases }: { readonly cases: readonly CaseSummary[] }) {
  return (
    <main className="message" id="main">
      <h1>{words.home.name}</h1>
      <p>{words.home.purpose}</p>
      <ul className="case-list" aria-label={words.states.cases}>
        {cases.map((one) => (
          <li key={one.id}>
            <CaseEntry {...one} />
          </li>
        ))}
      </ul>
    </main>
  );
}

function CaseEntry({ id, title, reconstructed }: CaseSummary) {
  const params = { caseId: id };
  return (
    <>
      <h2>
        <Link to="/cases/$caseId/review" params={params} search={EMPTY_ADDRESS}>
          {title}
        </Link>
        {reconstructed ? <span className="reconstructed">{words.reconstructed}</span> : null}
      </h2>
      <nav aria-label={words.home.screensOf(title)}>
        {SCREENS.map(({ to, word }) => (
          <Link key={to} to={to} params={params} search={EMPTY_ADDRESS}>
            {word}
          </Link>
        ))}
      </nav>
    </>
  );
}
