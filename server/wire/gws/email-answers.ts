import type { Changed } from "../../operations/email/do-row.ts";
import { etag, success } from "../answers.ts";

/** The answer of an operation that is told: its number, and the version that it made. */
export const changed = ({ interaction }: Changed, referenceId: number) =>
  success({ referenceId }, etag(interaction.version));

/** The answer of an operation that nobody is told of. */
export const unchanged = ({ interaction }: Changed) => success({}, etag(interaction.version));

/** The answer of an operation that makes a draft; GWS names it in two ways (wire.md 1.3). */
export const drafted = ({ interaction }: Changed, referenceId: number) =>
  success({ referenceId, replyInteractionId: interaction.id, interactionId: interaction.id });
