import type { ReportMail, ReturnedMail } from "./report.ts";
import { subjectBehind } from "./report-words.ts";

/**
 * What a report may call the subject of the mail that it is about: that of the returned part, those of lines that say so, and what stands
 * behind its own subject (`Undeliverable: Order 4711`). For recipient + subject of mail.md 8.1, where any of them may be the right one.
 */
export function subjectsTold(mail: Pick<ReportMail, "subject" | "text">, returned: ReturnedMail): readonly string[] {
  const lines = [...mail.text.slice(0, textMax).matchAll(labelled)]
    .slice(0, subjectsMax)
    .map((match) => match.groups?.["subject"] ?? "");
  const told = [returned.subject ?? "", ...lines, subjectBehind(mail.subject) ?? ""].map((each) => each.trim());
  return [...new Set(told)].filter((each) => each !== "");
}

const textMax = 65_536;
const subjectsMax = 10;
/** In the languages of the vendor table; Chinese ones set no colon. */
const labelled =
  /^[ \t>*|]{0,12}(?:(?:message |your |original )?subject|betreff|objet|sujet|asunto|título|titel|oggetto|assunto|onderwerp|ämne|emne|temat|předmět|predmet|tárgy|konu|тема|件名|题名|主题|邮件主题|邮件标题|主旨|(?:메일 ?)?제목)(?:[ \t]{0,8}[:：][ \t]{0,12}|[ \t]{1,8})(?<subject>[^\s][^\n]{0,990})$/gimu;
