import { type ReactNode, useEffect, useRef } from "react";
import { words } from "../say/words.ts";

/**
 * What is open beside the text: at the side where there is room for it, over everything where
 * there is not. It takes the focus when it opens; Escape closes it.
 */
export function Panel(props: {
  /** What it shows: another one takes the focus again. */
  readonly subject: string;
  readonly heading: string;
  readonly onBack: (() => void) | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { subject, heading, onBack, onClose, children } = props;
  const head = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject is another page.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
    head.current?.focus({ preventScroll: true });
  }, [subject]);
  return (
    <div className="panel" role="dialog" aria-labelledby="panel-heading">
      <div className="panel-head">
        {onBack === null ? null : (
          <button type="button" className="panel-back" onClick={onBack}>
            {words.reasons.back}
          </button>
        )}
        <h2 id="panel-heading" ref={head} tabIndex={-1}>
          {heading}
        </h2>
        <button type="button" className="panel-close" onClick={onClose}>
          {words.reasons.close}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className="panel-body" ref={body} tabIndex={0} aria-label={heading}>
        {children}
      </section>
    </div>
  );
}
