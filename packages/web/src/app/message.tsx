import { CaseError } from "../case/http.ts";
import { words } from "../say/words.ts";

/** A page that says one thing: that something is on its way, failed, or does not exist. */
export function Message(props: { readonly title: string; readonly hint?: string }) {
  const { title, hint } = props;
  return (
    <main className="message" id="main">
      <h1>{title}</h1>
      {hint === undefined || hint === "" ? null : <p>{hint}</p>}
    </main>
  );
}

/** Shown while a case is on its way. */
export function Loading() {
  return <Message title={`${words.states.loading}…`} />;
}

/** Shown where a case did not arrive, with what to do about it. */
export function Failed({ error }: { readonly error: unknown }) {
  if (error instanceof CaseError && error.code !== "unreachable") {
    const title = error.code === "case-unknown" ? words.states.unknownCase : error.message;
    return <Message title={title} hint={error.remedy} />;
  }
  const known = error instanceof CaseError;
  return (
    <Message
      title={known ? words.states.failed : words.states.noJudge}
      hint={known ? words.states.failedHint : String(error)}
    />
  );
}

/** Shown where an address leads nowhere. */
export function Nowhere() {
  return (
    <main className="message" id="main">
      <h1>{words.states.unknownPage}</h1>
      <p>
        <a href="/">{words.states.toReview}</a>
      </p>
    </main>
  );
}
