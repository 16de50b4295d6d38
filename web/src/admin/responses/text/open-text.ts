import { createStore } from "zustand/vanilla";
import type { Outcome } from "../../../api/outcome.ts";
import { desk } from "../../../desktop/desk.ts";
import type { Response } from "../groups.ts";
import { categoryAt } from "./categories.ts";
import type { TemplateResource } from "./template.ts";
import { blankText, bodyOf, type TypedText, typedOf } from "./typed-text.ts";

type Open = {
  /** As it was when it was opened; undefined: it is new. */
  readonly before: TemplateResource | undefined;
  readonly typed: TypedText;
};

/** What is being written. It outlives the page: whoever looks elsewhere and comes back finds it. */
export const openText = createStore<{ readonly open: Open | undefined }>(() => ({ open: undefined }));

// Nobody saves what somebody else has typed.
desk.store.subscribe((after, before) => {
  if (before.user !== undefined && after.user?.id !== before.user.id) openText.setState({ open: undefined });
});

const path = "/response-templates";

export const beginNewText = (like: Partial<TypedText>): void =>
  openText.setState({ open: { before: undefined, typed: blankText(like) } });
export const closeText = (): void => openText.setState({ open: undefined });

/** Opens one that is there: the list has only its beginning. */
export async function beginText({ id, category }: Response): Promise<Outcome<object>> {
  const read = await desk.api.get<{ readonly template: TemplateResource }>(`${path}/${id}`);
  if (read.ok)
    openText.setState({ open: { before: read.value.template, typed: typedOf(read.value.template, category) } });
  return read;
}

/** Notes what was typed. */
export function typeText(change: Partial<TypedText>): void {
  const { open } = openText.getState();
  if (open !== undefined) openText.setState({ open: { ...open, typed: { ...open.typed, ...change } } });
}

/** Saves what is open, in its category, which is made where it is not there. */
export async function saveText({ before, typed }: Open): Promise<Outcome<object>> {
  const category = await categoryAt(typed.category);
  if (!category.ok) return category;
  const body = bodyOf(typed, before, category.value);
  if (before === undefined) return desk.api.post<object>(path, body);
  return desk.api.post<object>(`${path}/${before.id}`, body, { method: "PUT", ifMatch: before.version });
}

/** Somebody else has changed it: what is typed here stands on what it says now. */
export async function takeNewer(): Promise<void> {
  const { open } = openText.getState();
  if (open?.before === undefined) return;
  const read = await desk.api.get<{ readonly template: TemplateResource }>(`${path}/${open.before.id}`);
  if (read.ok) openText.setState({ open: { before: read.value.template, typed: open.typed } });
}

export const removeText = ({ id }: Response): Promise<Outcome<object>> =>
  desk.api.post<object>(`${path}/${id}`, {}, { method: "DELETE" });
