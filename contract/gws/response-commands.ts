import { z } from "zod";
import { refusal } from "../read-body.ts";

const usageType = z.enum([
  "SystemAutoResponse",
  "SuggestedResponseChoosen",
  "AdministratorResponse",
  "SuggestedResponsesIgnored",
  "SuggestedResponseNotReceived",
]);

/** GWS names the type in two ways, and spells one of its values so. wire.md 5.17 */
export const reportTemplateUsageBody = z
  .object({
    operationName: z.literal("ReportResponseTemplateUsage"),
    responseTemplateId: z.string().min(1).max(1_000),
    usageType: usageType.optional(),
    responseType: usageType.optional(),
  })
  .superRefine(({ usageType, responseType }, context) => {
    if (usageType !== undefined && responseType !== undefined && usageType !== responseType) {
      context.addIssue(refusal(2, ["responseType"], "says something else than usageType"));
    }
  })
  .transform(({ responseType, usageType, ...body }) => ({
    ...body,
    usageType: usageType ?? responseType ?? "SystemAutoResponse",
  }));

/** Operations on an e-mail that are about standard responses. */
export const emailResponseCommands = { ReportResponseTemplateUsage: reportTemplateUsageBody } as const;
