import { words } from "../say/words.ts";
import type { LightsView } from "./lights-view.ts";
import { MarkWord } from "./mark-word.tsx";

/**
 * The two lights of an undertaking beside each other: what has been done, and how far it has been
 * checked. Each is a mark with its word, under a name of its own.
 */
export function TwoLights({ lights }: { readonly lights: LightsView }) {
  return (
    <span className="lights">
      <span className="light">
        <span className="light-name">{words.lights.done}</span> <MarkWord mark={lights.done} />
      </span>{" "}
      <span className="light">
        <span className="light-name">{words.lights.checked}</span>{" "}
        <MarkWord mark={lights.checked} />
      </span>
    </span>
  );
}
