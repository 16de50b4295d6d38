/** On what a mail stands. */
export type Paper = "light" | "dark";

type Theme = "system" | Paper;

/** Whether the page around the mail is dark. */
export const isDark = (theme: Theme): boolean =>
  theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";

/**
 * Designed mail stands on white, other mail on what the theme has, each on the other when somebody turned it; undefined where the browser
 * decides as for the page. A frame on an opaque origin knows only the machine's own theme. desktop.md 6.7
 */
export function paperOf(theme: Theme, isDesigned: boolean, isTurned: boolean): Paper | undefined {
  if (isTurned) return isDesigned ? "dark" : "light";
  if (isDesigned) return "light";
  return theme === "system" ? undefined : theme;
}
