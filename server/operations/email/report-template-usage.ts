import type { Interaction } from "../../domain/interaction/interaction.ts";
import { type UsageType, whyUnusable } from "../../domain/response/response.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, refuse } from "../operation.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";

type Input = { readonly response: string; readonly type: UsageType };

/**
 * Counts that a standard response served for this e-mail, and starts the handling clock anew; nobody is told. Refuses unknown ones (6),
 * and those that are not approved or whose time is not now (2/409). GWS ReportResponseTemplateUsage; wire.md 5.17
 */
export const reportTemplateUsage = defineOperation<Input, Changed>(
  "ReportTemplateUsage",
  "ReportTemplateUsage",
  async (asked) => {
    const { tx, actor, input } = asked;
    const loaded = await loadFor(asked, "ReportTemplateUsage");
    if (!loaded.ok) return loaded;
    const response = await tx.responses.byId(input.response);
    if (response === undefined) return refuse({ kind: "notFound", thing: "template", name: input.response });
    const because = whyUnusable(response, tx.now.wall);
    if (because !== undefined)
      return refuse({ kind: "notPossible", operation: "ReportResponseTemplateUsage", because });
    const { queue, id: interaction } = await original(tx, loaded.value);
    await tx.responses.countUse({ response: response.id, type: input.type, user: actor.id, queue, interaction });
    return doRow(asked, loaded.value, "ReportTemplateUsage");
  },
);

/** A reply lies in no queue of its own: it is written for the one that the mail came to. */
const original = async (tx: Transaction, email: Interaction): Promise<Interaction> =>
  (email.parent === undefined ? undefined : await tx.interactions.byId(email.parent)) ?? email;
