import type { JudgedClause } from "../agreement/index.ts";
import type { Form, Frame } from "../verdict/index.ts";

/** Every condition that how a clause stands rests on: what verifies it, and what moves its times. */
export function askedForms(clause: JudgedClause, frame: Frame): readonly Form[] {
  const { id } = clause;
  const forms = [frame.formOfClause(id, false)];
  if (clause.kind === "measure") {
    const { snapBack, renewal } = clause;
    if (snapBack?.kind === "notice") forms.push(frame.formOf(id, snapBack.notice));
    if (renewal?.unless != null) forms.push(frame.formOf(id, renewal.unless));
  }
  if (clause.kind === "undertaking") {
    const { eventClock, exception } = clause;
    const due = frame.dueForm(id);
    if (due !== null) forms.push(due);
    if (eventClock !== null) forms.push(frame.formOf(id, eventClock.event, "due"));
    if (exception !== null) forms.push(frame.formOf(id, exception, "excepted"));
  }
  return forms;
}
