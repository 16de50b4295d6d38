import type { Api } from "../api/client.ts";

/** A standard response as the picker shows it. wire.md 9 */
export type Response = {
  readonly id: string;
  readonly name: string;
  readonly shortcut?: string;
  readonly body: string;
};

type Rendered = { readonly body: string; readonly unresolved: readonly string[] };

const shownMax = 8;

/** Those that fit some letters; a refusal (no such feature, no right) is none. */
export async function findResponses(api: Api, words: string): Promise<readonly Response[]> {
  const query = `q=${encodeURIComponent(words)}&fields=id,name,shortcut,body&limit=50`;
  const found = await api.get<{ templates: readonly Response[] }>(`/response-templates?${query}`);
  if (!found.ok) return [];
  const wanted = words.toLowerCase();
  const rank = ({ shortcut = "", name }: Response): number =>
    shortcut.toLowerCase().startsWith(wanted) ? 0 : name.toLowerCase().startsWith(wanted) ? 1 : 2;
  return [...found.value.templates].sort((one, other) => rank(one) - rank(other)).slice(0, shownMax);
}

/** Rendered for a draft; what has no value becomes a chip to fill. */
export async function renderResponse(api: Api, response: Response, interactionId: string): Promise<string | undefined> {
  const rendered = await api.post<Rendered>(`/response-templates/${response.id}`, {
    operationName: "Render",
    interactionId,
  });
  if (!rendered.ok) return undefined;
  void api.post(`/me/emails/${interactionId}`, {
    operationName: "ReportResponseTemplateUsage",
    responseTemplateId: response.id,
    usageType: "SuggestedResponseChoosen",
  });
  return withChips(response.body, rendered.value);
}

const code = /<\$\s*([^$]+?)\s*\$>/g;

/**
 * Render leaves nothing where a value is missing. The template says where that was: its fixed texts stand in the rendered one in the same
 * order, and a chip goes into each gap that has stayed empty. Where the two do not fit together, chips stand in front.
 */
export function withChips(template: string, { body, unresolved }: Rendered): string {
  if (unresolved.length === 0) return body;
  const names = [...template.matchAll(code)].map(([, name = ""]) => name);
  const fixed = template.split(code).filter((_, index) => index % 2 === 0);
  let html = fixed[0] ?? "";
  let at = html.length;
  for (const [index, name] of names.entries()) {
    const next = fixed[index + 1] ?? "";
    const end = next === "" && index === names.length - 1 ? body.length : body.indexOf(next, at);
    if (!body.startsWith(fixed[0] ?? "") || end === -1) return unresolved.map(chip).join(" ") + body;
    const value = body.slice(at, end);
    html += (value === "" ? chip(name) : value) + next;
    at = end + next.length;
  }
  return html;
}

const chip = (name: string): string => `<span data-value="${name.replace(/[&<>"]/g, "")}"></span>`;
