import { directionOf } from "../i18n/words.ts";
import { preferences, usePreferences, useSay } from "./desk.ts";

const limits = { list: [320, 420], context: [240, 420] } as const;
const stepPixels = 20;

/** The line between two columns: dragged, or moved with the arrow keys. desktop.md 3.1 */
export function Divider({ pane }: { readonly pane: "list" | "context" }) {
  const say = useSay();
  const width = usePreferences(({ panes }) => panes[pane]);
  const isRtl = usePreferences(({ language }) => directionOf(language) === "rtl");
  const [min, max] = limits[pane];
  const towards = (pane === "list" ? 1 : -1) * (isRtl ? -1 : 1);
  const set = (wanted: number): void =>
    preferences.setState(({ panes }) => ({
      panes: { ...panes, [pane]: Math.round(Math.min(max, Math.max(min, wanted))) },
    }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is a widget of its own (WAI-ARIA window splitter), no line.
    <div
      className="divider"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={say(pane === "list" ? "panes.resizeList" : "panes.resizeContext")}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={({ key }) => {
        if (key === "ArrowRight") set(width + stepPixels * towards);
        if (key === "ArrowLeft") set(width - stepPixels * towards);
      }}
      onPointerDown={(event) => {
        const { currentTarget, pointerId, clientX } = event;
        currentTarget.setPointerCapture(pointerId);
        const move = (moved: PointerEvent): void => set(width + (moved.clientX - clientX) * towards);
        currentTarget.addEventListener("pointermove", move);
        currentTarget.addEventListener(
          "lostpointercapture",
          () => currentTarget.removeEventListener("pointermove", move),
          { once: true },
        );
      }}
    />
  );
}
