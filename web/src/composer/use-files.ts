import type { EmailB } from "@postroom/contract";
import { useRef, useState } from "react";
import type { Upload } from "../api/client.ts";
import { desk } from "../desktop/desk.ts";
import { valueAt } from "../state/by-id.ts";

/** A file on its way to the server. */
export type Sending = {
  readonly key: number;
  readonly file: File;
  readonly isInline: boolean;
  readonly share: number;
  /** The server's words, when it did not take it. */
  readonly problem?: string | undefined;
};

type Adding = {
  readonly isInline: boolean;
  readonly done: (file: File, contentId: string | undefined, version: number | undefined) => void;
};

export type FilesOfDraft = ReturnType<typeof useFiles>;

let keys = 0;

/** The attachments of a draft: uploads begin at once, with progress, and can be given up or tried again. desktop.md 5.7 */
export function useFiles({ id }: EmailB) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const linking = useRef(0);
  const running = useRef(new Map<number, Upload>());
  const givenUp = useRef(new Set<number>());
  const change = (key: number, what: Partial<Sending> | undefined): void =>
    setSending((all) =>
      all.flatMap((one) => (one.key !== key ? [one] : what === undefined ? [] : [{ ...one, ...what }])),
    );
  const begin = async (one: Sending, done: Adding["done"]): Promise<void> => {
    change(one.key, { share: 0, problem: undefined });
    const contentId = one.isInline ? `${crypto.randomUUID()}@postroom` : undefined;
    const form = formOf(one.file, contentId);
    const upload = desk.api.upload(`/me/emails/${id}/attachments`, form, (share) => change(one.key, { share }));
    running.current.set(one.key, upload);
    const outcome = await upload.outcome;
    // Without an answer it may be there all the same: then it is shown, and does not go out unseen.
    if (outcome.ok || outcome.kind === "unreachable") await readAgain(id);
    running.current.delete(one.key);
    if (givenUp.current.has(one.key)) {
      if (outcome.ok) await remove(outcome.value.documentId);
      givenUp.current.delete(one.key);
    } else if (outcome.ok) {
      change(one.key, undefined);
      done(one.file, contentId, outcome.version);
    } else if (outcome.kind === "refused") change(one.key, { problem: outcome.words });
    else change(one.key, { problem: "" });
  };
  const remove = async (documentId: string): Promise<void> => {
    const gone = await desk.api.post(`/me/emails/${id}/attachments/${documentId}`, {}, { method: "DELETE" });
    if (gone.ok) await readAgain(id);
    else if (gone.kind === "refused") desk.tell({ key: "notice.refused", values: { words: gone.words } }, "alarm");
    else if (gone.kind === "unreachable") desk.tell({ key: "notice.unknown" }, "alarm");
  };
  return {
    sending,
    remove,
    areUnderWay: (): boolean =>
      linking.current > 0 || givenUp.current.size > 0 || sending.some(({ problem }) => problem === undefined),
    /** Files that the server has already, as a standard response brings them; `done` hears each version that this made. */
    async link(documentIds: readonly string[], done: (version: number | undefined) => void): Promise<void> {
      if (documentIds.length === 0) return;
      linking.current += 1;
      for (const documentId of documentIds) {
        const linked = await desk.api.post(`/me/emails/${id}`, { operationName: "AddAttachment", documentId });
        if (linked.ok) done(linked.version);
        else if (linked.kind === "refused")
          desk.tell({ key: "notice.refused", values: { words: linked.words } }, "alarm");
      }
      await readAgain(id);
      linking.current -= 1;
    },
    add(files: readonly File[], { isInline, done }: Adding): void {
      const added = files.map((file) => ({
        ...{ key: ++keys, file, share: 0 },
        isInline: isInline && file.type.startsWith("image/"),
      }));
      setSending((all) => [...all, ...added]);
      for (const one of added) void begin(one, done);
    },
    again: (one: Sending): Promise<void> => begin(one, () => undefined),
    /** Stops an upload, also one whose bytes have all arrived, or forgets one that failed. */
    giveUp(key: number): void {
      const upload = running.current.get(key);
      if (upload !== undefined) givenUp.current.add(key);
      upload?.cancel();
      change(key, undefined);
    },
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
