import { defineOperation, done, refuse } from "../operation.ts";

/** Somebody is given a message's bytes: that stands in the audit before they leave. reliability.md 7.6 */
export const noteRawRead = defineOperation<unknown, undefined>("ReadRaw", "ReadRaw", async ({ tx, actor, target }) => {
  const interaction = await tx.interactions.visible(target, actor);
  if (interaction === undefined) return refuse({ kind: "notFound", thing: "interaction", name: target });
  await tx.journal.append({ kind: "RawRead", operation: "ReadRaw", of: interaction.id });
  return done(undefined);
});
