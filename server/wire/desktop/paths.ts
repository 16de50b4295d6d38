import { desktopBase } from "../shapes/uris.ts";

/** The heading in the API reference. */
export const desktop = "Desktop";

/** A path of the desktop's own tables, which stand beside GWS's under a base of their own. desktop.md 13 */
export const below = (path: string): string => `${desktopBase}${path}`;
