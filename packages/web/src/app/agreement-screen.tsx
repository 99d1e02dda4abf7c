import { useMemo } from "react";
import { words } from "../say/words.ts";
import { Agreement } from "../screens/agreement/agreement.tsx";
import { agreementView } from "../screens/agreement/agreement-view.ts";
import { useView } from "./view-context.ts";

/** The Agreement of a case at the moment of its view. */
export function AgreementScreen() {
  const { opened, lens, dateline } = useView();
  const view = useMemo(
    () =>
      agreementView(lens.assessment, {
        clock: opened.clock,
        texts: opened.texts,
        codex: opened.codex,
        knownAt: lens.inquiry.knownAt,
        explain: lens.explain,
      }),
    [opened, lens],
  );
  return (
    <>
      <title>{words.title(words.screens.agreement, opened.title)}</title>
      <Agreement view={view} dateline={dateline} />
    </>
  );
}
