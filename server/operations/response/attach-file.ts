import { withAttachment } from "../../domain/interaction/attachments.ts";
import type { StandardResponse } from "../../domain/response/response.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { known } from "./placing.ts";
import { tellResponse } from "./tell-response.ts";

/** A file whose bytes are stored and synced already. */
type StoredFile = {
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
};

type Attached = { readonly response: StandardResponse; readonly documentId: string };

/** A file goes with a standard response, and so with each e-mail that it is put into. Refuses too many (10), and what no mail could carry (413). desktop.md 8.5 */
export const attachToResponse = defineOperation<StoredFile, Attached>(
  "AttachToResponse",
  "WriteResponses",
  async ({ tx, world, target, input, expectedVersion }) => {
    await tx.responses.lock();
    const named = { thing: "template", name: target, version: expectedVersion } as const;
    const loaded = known(await tx.responses.byId(target), named);
    if (!loaded.ok) return loaded;
    const { name, mime, size, sha256 } = input;
    const documentId = world.ids.object();
    const added = { id: documentId, name, mime, size, sha256, isEmbedded: false, contentId: undefined };
    const attached = withAttachment(loaded.value.attachments, added, await tx.centre.settings());
    if (!attached.ok) return refuse(attached.refusal);
    await tx.responses.attach(target, added);
    const response = { ...loaded.value, ...attached, modifiedAt: tx.now.wall, version: loaded.value.version + 1 };
    await tx.responses.save(response);
    await tx.centre.changed("standardResponse", response.name, "AttachToResponse", { note: name });
    await tellResponse(tx, response, "AttachToResponse");
    return done({ response, documentId });
  },
);

/** It goes with the response no more; e-mails that have it keep it. Refuses what is not there (6). */
export const detachFromResponse = defineOperation<{ readonly documentId: string }, StandardResponse>(
  "DetachFromResponse",
  "WriteResponses",
  async ({ tx, target, input: { documentId }, expectedVersion }) => {
    await tx.responses.lock();
    const named = { thing: "template", name: target, version: expectedVersion } as const;
    const loaded = known(await tx.responses.byId(target), named);
    if (!loaded.ok) return loaded;
    const removed = loaded.value.attachments.find(({ id }) => id === documentId);
    if (removed === undefined) return refuse({ kind: "notFound", thing: "attachment", name: documentId });
    await tx.responses.detach(target, documentId);
    const attachments = loaded.value.attachments.filter(({ id }) => id !== documentId);
    const response = { ...loaded.value, attachments, modifiedAt: tx.now.wall, version: loaded.value.version + 1 };
    await tx.responses.save(response);
    await tx.centre.changed("standardResponse", response.name, "DetachFromResponse", { note: removed.name });
    await tellResponse(tx, response, "DetachFromResponse");
    return done(response);
  },
);
