/** What opens beside a page or over it, in one piece: it is small, and asked for together. */
export { Finder } from "../screens/finder/finder.tsx";
export { OpenedPanel } from "./opened-panel.tsx";
