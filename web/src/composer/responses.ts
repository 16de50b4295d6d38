import type { RenderedResponse, ResponseResource } from "@postroom/contract";
import type { Api } from "../api/client.ts";
import type { Outcome } from "../api/outcome.ts";

const base = "/api/postroom/v1/responses";
const shownMax = 8;

/** The mail that is answered: its queue and language decide which responses come first. desktop.md 5.5 */
export type Answered = { readonly queue?: string | undefined; readonly language?: string | undefined };

/** Those that fit some letters, the likeliest first; a refusal (no such feature, no right) is none. */
export async function findResponses(
  api: Api,
  words: string,
  { queue, language }: Answered = {},
): Promise<readonly ResponseResource[]> {
  const query = new URLSearchParams({ q: words, limit: String(shownMax) });
  if (queue !== undefined) query.set("queue", queue);
  if (language !== undefined) query.set("language", language);
  const found = await api.get<{ responses: readonly ResponseResource[] }>(`${base}?${query}`);
  return found.ok ? found.value.responses : [];
}

/** With the values of a draft; nothing changes by it. */
export const renderResponse = (api: Api, id: string, interactionId: string): Promise<Outcome<RenderedResponse>> =>
  api.post(`${base}/${encodeURIComponent(id)}/render`, { interactionId });

/** Counts that it was used. */
export const reportUse = (api: Api, id: string, draftId: string): Promise<Outcome<object>> =>
  api.post(`/me/emails/${draftId}`, {
    operationName: "ReportResponseTemplateUsage",
    responseTemplateId: id,
    usageType: "SuggestedResponseChoosen",
  });
