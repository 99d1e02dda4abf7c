import { Link } from "@tanstack/react-router";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { OpenedCase } from "../case/opened-case.ts";
import { EMPTY_ADDRESS } from "../case/view-address.ts";
import { words } from "../say/words.ts";
import { SCREENS } from "./screens.ts";

/** The head of every screen: the case, the screens there are, and the clocks. */
export function Header(props: {
  readonly opened: OpenedCase;
  readonly onFind: () => void;
  readonly choices: ReactNode;
  readonly clocks: ReactNode;
}) {
  const { opened, onFind, choices, clocks } = props;
  const head = useHeight();
  return (
    <header className="header" ref={head}>
      <a className="skip" href="#main">
        {words.states.skip}
      </a>
      <div className="header-line">
        <p className="case-name">
          {opened.title}
          {opened.reconstructed ? (
            <span className="reconstructed" title={words.reconstructedWhy(opened)}>
              {words.reconstructed}
            </span>
          ) : null}
        </p>
        <nav aria-label={words.nav.main}>
          {SCREENS.map(({ to, word }) => (
            <Link
              key={to}
              to={to}
              params={{ caseId: opened.id }}
              search={(address) => ({ ...EMPTY_ADDRESS, ...address, why: null, entry: null })}
              activeOptions={{ includeSearch: false }}
            >
              {word}
            </Link>
          ))}
        </nav>
        {choices}
        <button type="button" className="find" onClick={onFind}>
          {words.finder.open} <kbd>{words.finder.shortcut}</kbd>
        </button>
      </div>
      {clocks}
    </header>
  );
}

/** Tells the style sheet how high the head is: what is open beside the text begins under it. */
function useHeight() {
  const head = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = head;
    if (current === null) return;
    const tell = () => {
      const height = `${Math.ceil(current.getBoundingClientRect().height)}px`;
      document.documentElement.style.setProperty("--header", height);
    };
    tell();
    const watcher = new ResizeObserver(tell);
    watcher.observe(current);
    return () => watcher.disconnect();
  }, []);
  return head;
}
