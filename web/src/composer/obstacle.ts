import type { Key } from "../i18n/words.ts";
import type { Written } from "../state/verbs.ts";

type Around = { readonly isOffline: boolean; readonly isUploading: boolean; readonly isUnresolved: boolean };

/** Why what is written cannot be sent whatever the server thinks of it; undefined where nothing is in its way. desktop.md 5 */
export function obstacleTo(
  { to, cc, bcc }: Written,
  { isOffline, isUploading, isUnresolved }: Around,
): Key | undefined {
  if (isOffline) return "composer.offline";
  if (isUploading) return "composer.uploading";
  if (isUnresolved) return "composer.unresolved";
  return [...to, ...cc, ...bcc].length === 0 ? "composer.noRecipient" : undefined;
}
