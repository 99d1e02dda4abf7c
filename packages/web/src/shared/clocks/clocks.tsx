import type { Instant, Position } from "@proviso/core";
import { type KeyboardEvent, useId, useState } from "react";
import type { Clock } from "../../say/clock.ts";
import { words } from "../../say/words.ts";
import { type AxisLabel, type ClocksView, type ClockView, SLIDER_STEPS } from "./clocks-view.ts";
import { dragTo, positionAt, type Step, stepAsOf, stepKnownAt, type Timeline } from "./timeline.ts";

/** What the clocks are drawn from, and what moving them does. */
export interface ClocksProps {
  readonly view: ClocksView;
  readonly axis: readonly AxisLabel[];
  readonly asOfTicks: string;
  readonly knownTicks: string;
  readonly timeline: Timeline;
  readonly clock: Clock;
  readonly asOf: Instant;
  readonly knownAt: Position;
  readonly together: boolean;
  readonly onAsOf: (moment: Instant) => void;
  readonly onKnownAt: (known: Position) => void;
  readonly onTogether: (together: boolean) => void;
}

/** The two clocks of every screen: when it was so, and when it was known. */
export function Clocks(props: ClocksProps) {
  const { view, timeline, asOf, knownAt, together } = props;
  const [both, setBoth] = useState(false);
  const dragKnown = (place: number) =>
    props.onKnownAt(positionAt(timeline, dragTo(timeline, place)));
  return (
    <section className={both ? "clocks clocks-both" : "clocks"} aria-label={words.clocks.region}>
      <ClockRow
        name={words.clocks.asOf}
        view={view.asOf}
        ticks={props.asOfTicks}
        onDrag={(place) => props.onAsOf(dragTo(timeline, place))}
        onStep={(step) => props.onAsOf(stepAsOf(timeline, asOf, step))}
        onTyped={props.onAsOf}
        clock={props.clock}
      />
      <button
        type="button"
        className="clocks-more"
        aria-expanded={both}
        onClick={() => setBoth(!both)}
      >
        {both ? words.clocks.less : words.clocks.more}
      </button>
      <ClockRow
        name={words.clocks.knownAt}
        view={view.knownAt}
        ticks={props.knownTicks}
        onDrag={dragKnown}
        onStep={(step) => props.onKnownAt(stepKnownAt(timeline, knownAt, step))}
        onTyped={(moment) => props.onKnownAt(positionAt(timeline, moment))}
        clock={props.clock}
      />
      <div className="clocks-foot">
        <Axis labels={props.axis} />
        <label className="together" title={words.clocks.togetherHint}>
          <input
            type="checkbox"
            checked={together}
            onChange={(event) => props.onTogether(event.target.checked)}
          />
          {words.clocks.together}
        </label>
        <p className="clocks-entry">{view.knownAt.entry}</p>
      </div>
      {view.remark === "" ? null : <p className="clocks-remark">{view.remark}</p>}
    </section>
  );
}

interface ClockRowProps {
  readonly name: string;
  readonly view: ClockView;
  readonly ticks: string;
  readonly clock: Clock;
  readonly onDrag: (place: number) => void;
  readonly onStep: (step: Step) => void;
  readonly onTyped: (moment: Instant) => void;
}

function ClockRow({ name, view, ticks, clock, onDrag, onStep, onTyped }: ClockRowProps) {
  const hint = useId();
  const kind = name === words.clocks.asOf ? "as-of" : "known-at";
  const keyed = (event: KeyboardEvent) => {
    const step = stepOfKey(event.key, event.shiftKey);
    if (step === null) return;
    event.preventDefault();
    onStep(step);
  };
  return (
    <div className={`clock clock-${kind}`}>
      <span className="clock-name">{name}</span>
      <div className="clock-track">
        <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <path d={ticks} />
        </svg>
        <input
          type="range"
          min={0}
          max={SLIDER_STEPS}
          step={1}
          value={view.place}
          aria-label={name}
          aria-valuetext={view.said}
          aria-describedby={hint}
          onKeyDown={keyed}
          onChange={(event) => onDrag(Number(event.target.value) / SLIDER_STEPS)}
        />
        <span id={hint} className="unseen">
          {words.clocks.keys}
        </span>
      </div>
      <div className="clock-set">
        <TypeIn key={view.typed} name={name} view={view} clock={clock} onTyped={onTyped} />
        <StepButton label={words.clocks.previous} of={name} direction={-1} onStep={onStep} />
        <StepButton label={words.clocks.next} of={name} direction={1} onStep={onStep} />
      </div>
    </div>
  );
}

const HOUR_MS = 3_600_000;

/** What a key means to a clock; `null` for a key that is none of its. */
function stepOfKey(key: string, shift: boolean): Step | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return shift ? { kind: "time", ms: HOUR_MS } : { kind: "entry", direction: 1 };
    case "ArrowLeft":
    case "ArrowDown":
      return shift ? { kind: "time", ms: -HOUR_MS } : { kind: "entry", direction: -1 };
    case "PageUp":
      return { kind: "time", ms: 24 * HOUR_MS };
    case "PageDown":
      return { kind: "time", ms: -24 * HOUR_MS };
    case "Home":
      return { kind: "end", direction: -1 };
    case "End":
      return { kind: "end", direction: 1 };
    default:
      return null;
  }
}

function StepButton(props: {
  readonly label: string;
  readonly of: string;
  readonly direction: 1 | -1;
  readonly onStep: (step: Step) => void;
}) {
  const { label, of, direction, onStep } = props;
  return (
    <button
      type="button"
      className="step"
      aria-label={`${of}: ${label}`}
      title={label}
      onClick={() => onStep({ kind: "entry", direction })}
    >
      <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
        <path d={direction > 0 ? "M3.5 1.5 7 5 3.5 8.5" : "M6.5 1.5 3 5l3.5 3.5"} />
      </svg>
    </button>
  );
}

/** The field in which a moment is typed. Enter, or leaving it, sets the clock. */
function TypeIn(props: {
  readonly name: string;
  readonly view: ClockView;
  readonly clock: Clock;
  readonly onTyped: (moment: Instant) => void;
}) {
  const { name, view, clock, onTyped } = props;
  const [text, setText] = useState(view.typed);
  const [wrong, setWrong] = useState(false);
  const error = useId();
  const commit = () => {
    if (text === view.typed) return setWrong(false);
    const moment = clock.read(text);
    setWrong(moment === null);
    if (moment !== null) onTyped(moment);
  };
  return (
    <span className="type-in">
      <input
        type="text"
        value={text}
        size={16}
        spellCheck={false}
        autoComplete="off"
        aria-label={words.clocks.typeIn(name)}
        aria-invalid={wrong}
        aria-describedby={wrong ? error : undefined}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
      />
      <span className="zone" title={view.offset}>
        {view.city}
      </span>
      {wrong ? (
        <span id={error} role="alert" className="type-in-error">
          {words.clocks.unreadable}
        </span>
      ) : null}
    </span>
  );
}

function Axis({ labels }: { readonly labels: readonly AxisLabel[] }) {
  return (
    <div className="axis" aria-hidden="true">
      {labels.map(({ place, text }) => (
        <span key={place} style={{ left: `${place * 100}%` }}>
          {text}
        </span>
      ))}
    </div>
  );
}
