import type { Contender, Loaded } from "./contender.ts";
import { programVersion } from "./installed.ts";
import { runProgram } from "./programs.ts";
import type { Rule, Workload } from "./workload.ts";

const version = programVersion("clips", [], /CLIPS \((\S+)/, "(exit)\n");

/** CLIPS: a rule an undertaking under logical support, its own Rete network as the index. */
export const CLIPS: Contender = {
  id: "clips",
  name: "CLIPS, logical support",
  role: "peer",
  version: version ?? "not installed",
  note: "its own index; events are in its memory before it times its loop",
  events: { W1: 50_000, W2: 10_000, W3: 20_000, W4: 0 },
  load: (workload): Loaded => ({
    run: (events) =>
      runProgram("clips", (file) => ["-f2", file], "bench.clp", programOf(workload, events)),
  }),
};

function ruleOf(rule: Rule, index: number): string {
  const facts = rule.facts.map((fact) => `(on ${fact})`).join(" ");
  const either = rule.either.map((other) => `(sat ${other})`).join(" ");
  const condition = either === "" ? facts : `${facts} (or ${either})`;
  return `(defrule s${index} (logical ${condition}) => (assert (sat ${index})))`;
}

function programOf(workload: Workload, events: number): string {
  const steps: string[] = [];
  for (let event = 0; event < events; event += 1) {
    steps.push(`${workload.eventFacts[event]} ${workload.eventValues[event]}`);
  }
  // Multifields are literal in the source; long ones are put together from shorter ones.
  const chunks: string[] = [];
  for (let at = 0; at < steps.length; at += 1_000) {
    chunks.push(`(bind ?*events* (create$ ?*events* ${steps.slice(at, at + 1_000).join(" ")}))`);
  }
  return [
    HEAD,
    ...workload.rules.map(ruleOf),
    "(reset)",
    ...workload.rules.map((_, index) => `(assert (undertaking ${index}))`),
    "(run)",
    "(bind ?*flips* 0)",
    ...chunks,
    "(bind ?*begun* (time))",
    "(play)",
    "(bind ?*ended* (time))",
    '(printout t "tally " ?*flips* " " (kept) " " (- ?*ended* ?*begun*) crlf)',
    "(exit)",
  ].join("\n");
}

const HEAD = `
(defglobal ?*flips* = 0 ?*begun* = 0 ?*ended* = 0 ?*events* = (create$))
(defrule turned-on (declare (salience 10)) (sat ?r) => (bind ?*flips* (+ ?*flips* 1)))
(defrule turned-off (declare (salience 10)) (undertaking ?r) (not (sat ?r))
  => (bind ?*flips* (+ ?*flips* 1)))
(defrule off ?e <- (off ?f) ?o <- (on ?f) => (retract ?e ?o))
(defrule off-already ?e <- (off ?f) (not (on ?f)) => (retract ?e))
(deffunction kept ()
  (bind ?n 0)
  (do-for-all-facts ((?s sat)) TRUE (bind ?n (+ ?n 1)))
  ?n)
(deffunction play ()
  (bind ?n (length$ ?*events*))
  (loop-for-count (?i 1 (div ?n 2))
    (bind ?f (nth$ (- (* 2 ?i) 1) ?*events*))
    (if (= 1 (nth$ (* 2 ?i) ?*events*)) then (assert (on ?f)) else (assert (off ?f)))
    (run)))
`;
