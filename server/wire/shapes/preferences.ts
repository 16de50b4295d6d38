import type { Preferences } from "../../domain/desktop/preferences.ts";

/** What somebody chose for the desktop. desktop.md 13 */
export const preferencesShape = ({ version, values }: Preferences) => ({ ...values, version });
