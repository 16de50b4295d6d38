import type { Actor } from "../domain/agent/actor.ts";
import type { Attachment } from "../domain/interaction/interaction.ts";

/** Stored bytes with a name, as e-mails carry them; the id is the attachment's. */
export interface DocumentReads {
  /** The document, if something carries it that the actor may read (wire.md 6.1). */
  readable(id: string, actor: Actor): Promise<Attachment | undefined>;
}
