import { reportTemplateUsageBody } from "@postroom/contract";
import { reportTemplateUsage } from "../../operations/email/report-template-usage.ts";
import { found } from "../../queries/query.ts";
import { etag, success } from "../answers.ts";
import { type CommandTable, command, doing } from "../commands.ts";

/** Operations on an e-mail that are about standard responses; nobody is told of them. wire.md 5.17 */
export const emailResponseRows: CommandTable["named"] = {
  ReportResponseTemplateUsage: command({
    body: reportTemplateUsageBody,
    does: doing({
      operation: reportTemplateUsage,
      called: "ReportResponseTemplateUsage",
      input: ({ responseTemplateId, usageType }) => found({ response: responseTemplateId, type: usageType }),
      answers: ({ interaction }) => success({}, etag(interaction.version)),
    }),
  }),
};
