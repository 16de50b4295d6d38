import type { EmailB } from "@postroom/contract";
import { desk, preferences } from "../desktop/desk.ts";
import { valueAt } from "../state/by-id.ts";
import { asAnswered } from "../state/preferences.ts";

/** The e-mail that a draft answers, as this page knows it. Its queue and language decide which responses come first. */
export function answeredBy({ parentId }: { readonly parentId?: string | undefined }): EmailB | undefined {
  return parentId === undefined ? undefined : valueAt(desk.store.getState().centre.emails, parentId);
}

/** BCP 47: how a draft is spelt, apart from the language of the page. desktop.md 3.11 */
export function spellingOf(draft: { readonly parentId?: string | undefined }): string {
  const { language, replyLanguage } = preferences.getState();
  return replyLanguage === asAnswered ? (answeredBy(draft)?.language ?? language) : replyLanguage;
}
