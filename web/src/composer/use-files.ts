import type { EmailB } from "@postroom/contract";
import { useStore } from "zustand";
import { newKey } from "../api/key.ts";
import type { Upload } from "../api/upload.ts";
import { desk } from "../desktop/desk.ts";
import { valueAt } from "../state/by-id.ts";
import { type Sending, uploadsOf } from "./uploads.ts";

/** Hears of a file that has arrived, and which version of the draft that made. */
type Arrived = (sent: Sending, contentId: string | undefined, version: number | undefined) => void;

/** Does something while the draft is not being saved; `moved` hears which version that made. */
type Between = (does: (moved: (version: number | undefined) => void) => Promise<void>) => Promise<void>;

export type FilesOfDraft = ReturnType<typeof useFiles>;

/** The attachments of a draft: uploads begin at once, with progress, and can be given up or tried again. desktop.md 5.7 */
export function useFiles({ id }: EmailB, arrived: Arrived, between: Between) {
  const uploads = uploadsOf(id);
  const sending = useStore(uploads.store);
  const begin = async (one: Sending): Promise<void> => {
    const { key, once } = one;
    uploads.change(key, { share: 0, problem: undefined });
    const contentId = one.isInline ? `${once}@postroom` : undefined;
    const upload = desk.api.upload({
      path: `/me/emails/${id}/attachments`,
      form: formOf(one.file, contentId),
      key: once,
      progress: (share) => uploads.change(key, { share }),
      waits: (isWaiting) => uploads.change(key, { isWaiting, share: 0 }),
    });
    uploads.begun(key, upload);
    const outcome = await upload.outcome;
    // Without an answer it may be there all the same: then it is shown, and does not go out unseen.
    if (outcome.ok || outcome.kind === "unreachable") await readAgain(id);
    if (uploads.ended(key)) await takeAway(key, outcome);
    else if (outcome.ok) {
      uploads.change(key, undefined);
      arrived(one, contentId, outcome.version);
    } else if (outcome.kind === "refused") uploads.change(key, { problem: outcome.words, once: newKey() });
    else uploads.change(key, { problem: "" });
  };
  /** What was given up, also where it had arrived by then. */
  const takeAway = async (key: number, outcome: Awaited<Upload["outcome"]>): Promise<void> => {
    if (outcome.ok) await remove(outcome.value.documentId);
    uploads.forgotten(key);
  };
  const remove = (documentId: string): Promise<void> => between((moved) => removed(documentId, moved));
  const removed = async (documentId: string, moved: (version: number | undefined) => void): Promise<void> => {
    const gone = await desk.api.post(`/me/emails/${id}/attachments/${documentId}`, {}, { method: "DELETE" });
    if (gone.ok) {
      moved(gone.version);
      await readAgain(id);
    } else if (gone.kind === "refused") desk.tell({ key: "notice.refused", values: { words: gone.words } }, "alarm");
    else if (gone.kind === "unreachable") desk.tell({ key: "notice.unknown" }, "alarm");
  };
  const linked = async (
    documentIds: readonly string[],
    moved: (version: number | undefined) => void,
  ): Promise<void> => {
    for (const documentId of documentIds) {
      const made = await desk.api.post(`/me/emails/${id}`, { operationName: "AddAttachment", documentId });
      if (made.ok) moved(made.version);
      else if (made.kind === "refused") desk.tell({ key: "notice.refused", values: { words: made.words } }, "alarm");
    }
    await readAgain(id);
  };
  return {
    sending,
    remove,
    areUnderWay: uploads.areUnderWay,
    answered: uploads.answered,
    /** Files that the server has already, as a standard response brings them. */
    link: async (documentIds: readonly string[]): Promise<void> => {
      if (documentIds.length > 0) await uploads.linked(() => between((moved) => linked(documentIds, moved)));
    },
    add(files: readonly File[], isInline: boolean): void {
      for (const one of uploads.add(files, isInline)) void begin(one);
    },
    again: begin,
    giveUp: uploads.giveUp,
  };
}

function formOf(file: File, contentId: string | undefined): FormData {
  const form = new FormData();
  if (contentId !== undefined) {
    form.append("inline", "true");
    form.append("contentId", contentId);
  }
  form.append("attachment", file, file.name);
  return form;
}

async function readAgain(id: string): Promise<void> {
  const found = await desk.api.get<{ email: EmailB }>(`/me/emails/${id}`);
  if (!found.ok) return;
  const data = { messageType: "EmailStateChangeMessage", notificationType: "StatusChange", email: found.value.email };
  desk.hear({ kind: "message", data });
}

/** Where a picture of a draft lies, by its Content-ID; undefined until the server has it. */
export function pictureAddress(id: string, contentId: string): string | undefined {
  const found = valueAt(desk.store.getState().centre.emails, id)?.attachments?.find(
    (one) => one.contentId === contentId,
  );
  return found === undefined ? undefined : `/api/v2/me/emails/${id}/attachments/${found.id}`;
}
