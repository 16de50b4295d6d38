import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import libmime from "libmime";
import MailComposer, { type MailComposerOptions } from "nodemailer/lib/mail-composer";
import type { Address } from "../../domain/mail/address.ts";
import { mentionedContentIds } from "../../domain/mail/content-ids.ts";
import { isHeaderSafe } from "../../domain/mail/headers.ts";
import { withPlainLineBreaks } from "../../domain/mail/line-breaks.ts";
import type { Files } from "../../ports/files.ts";
import type { MessageToCompose, MessageWriter } from "../../ports/mail.ts";
import { flowedText } from "./flowed.ts";
import { outgoingAttachment } from "./outgoing-attachments.ts";
import { sevenBitCheck } from "./seven-bit.ts";

/**
 * Writes a message once and for ever (mail.md 9, 11.1): everything that could differ comes in as an argument, so the same call gives the same
 * bytes. Addresses go in as objects, files as streams that we opened; the library may open neither paths nor URLs (mail.md 1.2). Line breaks
 * in what becomes a header are the caller's bug and throw, as does a result that is not fit to be sent.
 */
export function createMessageWriter(files: Files): MessageWriter {
  return {
    compose: async function* (message) {
      for (const value of headerValues(message)) assert(isHeaderSafe(value), "a header value has a line break or NUL");
      const mentioned = mentionedContentIds(message.html);
      const attachments = await Promise.all(
        message.attachments.map((each) => outgoingAttachment(each, mentioned, files)),
      );
      const check = sevenBitCheck();
      const composer = new MailComposer({
        ...headersOf(message),
        alternatives: textsOf(message),
        attachments,
        ...frozen(message),
      });
      for await (const chunk of composer.compile().createReadStream()) {
        check.add(chunk);
        yield chunk;
      }
      // A local part outside ASCII needs SMTPUTF8 (RFC 6532); nothing else of ours is more than 7-bit.
      assert(check.isFit() || isInternational(message), "the composed message is not 7-bit");
    },
  };
}

function headersOf(message: MessageToCompose): MailComposerOptions {
  const isFit = (id: string): boolean => id.length <= idMax && (isAscii(id) || isInternational(message));
  const inReplyTo = message.inReplyTo !== undefined && isFit(message.inReplyTo) ? { inReplyTo: message.inReplyTo } : {};
  const references = message.references.filter(isFit);
  return {
    from: asObject(message.from),
    to: message.to.map(asObject),
    cc: message.cc.map(asObject),
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo.map(asObject) }),
    messageId: message.messageId,
    date: new Date(message.date),
    ...inReplyTo,
    ...(references.length > 0 ? { references: references.join(" ") } : {}),
    ...subjectOf(message),
  };
}

/** Ids are never folded inside (RFC 5322 §3.6.4), and a line has 998 bytes. One with raw 8-bit bytes, as robots make them, is left out: it is no 7-bit header. */
const idMax = 900;
const nameMax = 256;
const foldableWord = /\S{77}/;

/** A word that no fold can break is written as encoded words, which can. */
function subjectOf({ subject, automatic, language }: MessageToCompose): MailComposerOptions {
  const marks = {
    ...(language === undefined ? {} : { "Content-Language": language }),
    ...(automatic === undefined ? {} : automaticMarks(automatic)),
  };
  if (!foldableWord.test(subject)) return { subject, headers: marks };
  const value = libmime.encodeWord(subject, "Q", 52);
  return { headers: { ...marks, Subject: { prepared: true, foldLines: true, value } } };
}

/** No `Precedence`: it is not for answers to one person (mail.md 7). */
const automaticMarks = ({ loopMark, isGenerated = false }: NonNullable<MessageToCompose["automatic"]>) => ({
  "Auto-Submitted": isGenerated ? "auto-generated" : "auto-replied",
  "X-Auto-Response-Suppress": "All",
  "X-Postroom-Loop": loopMark,
});

function asObject({ name, address }: Address): { name: string; address: string } {
  return { name: name.slice(0, nameMax).toWellFormed(), address };
}

/** Plain text first (RFC 2046 §5.1.4); without HTML the mail is plain text. */
function textsOf({ text, html }: MessageToCompose): NonNullable<MailComposerOptions["alternatives"]> {
  const plain = { contentType: "text/plain; charset=utf-8; format=flowed", content: flowedText(text.toWellFormed()) };
  const markup = {
    contentType: "text/html; charset=utf-8",
    content: withPlainLineBreaks(html.toWellFormed()).replaceAll("\n", "\r\n"),
  };
  const texts = html === "" ? [plain] : text === "" ? [markup] : [plain, markup];
  return texts.map((each) => ({ ...each, contentTransferEncoding: "quoted-printable" }));
}

/** `=_` occurs in no encoded body (RFC 2045 §6.7). */
function frozen({ boundarySeed }: MessageToCompose): MailComposerOptions {
  const baseBoundary = createHash("sha256").update(boundarySeed).digest("hex").slice(0, 32);
  return {
    baseBoundary,
    boundaryPrefix: "=_postroom",
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function headerValues(message: MessageToCompose): readonly string[] {
  const { from, to, cc, replyTo = [] } = message;
  const addresses = [from, ...to, ...cc, ...replyTo].flatMap(({ name, address }) => [name, address]);
  const files = message.attachments.flatMap(({ name, mime, contentId }) => [name, mime, contentId ?? ""]);
  const { references, messageId, inReplyTo = "", subject, language = "" } = message;
  return [...addresses, ...files, ...references, messageId, inReplyTo, subject, language];
}

function isInternational({ from, to, cc }: MessageToCompose): boolean {
  return [from, ...to, ...cc].some(({ address }) => !isAscii(address.slice(0, address.lastIndexOf("@"))));
}

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);
