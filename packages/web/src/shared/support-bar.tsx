import type { SupportBar as Bar } from "./support.ts";

/** Support for and against, drawn from either end of one line; its words are beside it. */
export function SupportBar({ bar }: { readonly bar: Bar }) {
  return (
    <span className="bar" role="img" aria-label={bar.text} title={bar.text}>
      <i className="bar-for" style={{ width: percent(bar.for) }} />
      <i className="bar-against" style={{ width: percent(bar.against) }} />
    </span>
  );
}

// Each side has half the line, so that two strong sides still leave both to be seen.
function percent(support: number): string {
  return `${Math.round(support * 50)}%`;
}
