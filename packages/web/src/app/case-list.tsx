import { Link } from "@tanstack/react-router";
import { EMPTY_ADDRESS } from "../address/view-address.ts";
import type { CaseInList } from "../case/case-client.ts";
import { words } from "../words.ts";

/** The cases that are served, where there is more than one. */
export function CaseList({ cases }: { readonly cases: readonly CaseInList[] }) {
  return (
    <main className="message" id="main">
      <h1>{words.states.cases}</h1>
      <ul>
        {cases.map(({ id, title, reconstructed }) => (
          <li key={id}>
            <p>
              <Link to="/cases/$caseId/review" params={{ caseId: id }} search={EMPTY_ADDRESS}>
                {title}
              </Link>
              {reconstructed ? ` (${words.reconstructed})` : ""}
            </p>
          </li>
        ))}
      </ul>
    </main>
  );
}
