import { bounceClass, bounceStatus } from "./bounce-class.ts";
import { delayWords } from "./delay-words.ts";
import type { DeliveryAction, ReportedRecipient } from "./report.ts";
import { hasStandingCode } from "./report-words.ts";

/** A recipient that a text names, and what stands beside it: a reason that is known, a reply's code. */
export type ToldRecipient = ReportedRecipient & { readonly hasReason: boolean; readonly hasCode: boolean };

/** Where an address stands in a text, and what is said around it. */
export type Telling = {
  readonly address: string;
  /** From the address on. */
  readonly text: string;
  /** What stands before it, the subject included. */
  readonly before: string;
  readonly action: DeliveryAction;
};

/** What stands behind the address tells; where that is nothing, what stands before it. */
export function toldRecipient({ address, text, before, action }: Telling): ToldRecipient {
  const own = bounceStatus("", text);
  const tells = own !== undefined && bounceClass(own, text) !== "unknown" ? text : `${text}\n${before}`;
  const status = action === "delayed" ? asDelay(bounceStatus("", tells)) : bounceStatus("", tells);
  const found = bounceClass(status, tells);
  return {
    address: sentTo(text) ?? address,
    finalAddress: address,
    action,
    status,
    text: text.replace(/\s+/g, " ").trim().slice(0, 1000),
    remoteHost: hostIn(text),
    class: found,
    hasReason: found !== "unknown" || action === "delivered",
    hasCode: hasStandingCode(text) || hasStandingCode(before.slice(-beforeMax)),
  };
}

/** Sendmail and Exim name whom a forward began at, in brackets below whom it ended at. */
function sentTo(text: string): string | undefined {
  const [first = "", ...below] = text.split("\n", bracketsMax);
  const end = below.findIndex((line) => !/^[ \t]{1,12}\(/.test(line));
  const told = [first, ...(end < 0 ? below : below.slice(0, end))].flatMap(
    (line) => forwarded.exec(line.slice(0, 700))?.[1] ?? [],
  );
  return told[0]?.replace(/[.,:;]+$/, "");
}

const bracketsMax = 5;
const forwarded = /\((?:expanded|generated) from:? {1,4}<?([^\s<>()]{1,64}@[^\s<>()@]{1,255})/;

/** Where a list names several and the reason stands once, below the last, it is that of all. */
export function sharingReason(told: readonly ToldRecipient[]): readonly ToldRecipient[] {
  const last = told.at(-1);
  if (last === undefined || last.class === "unknown" || told.slice(0, -1).some((one) => one.class !== "unknown"))
    return told;
  const { status, hasReason, hasCode } = last;
  return told.map((one) => ({ ...one, status, class: last.class, hasReason, hasCode }));
}

/** Without what was only needed to believe it. */
export function asReported({ hasReason: _reason, hasCode: _code, ...recipient }: ToldRecipient): ReportedRecipient {
  return recipient;
}

/** Characters before an address that belong to it still. */
const beforeMax = 200;

/** A delay is for now, whatever code stands beside it (RFC 3463 §2). */
function asDelay(status: string | undefined): string {
  return `4${(status ?? "4.0.0").slice(1)}`;
}

function hostIn(text: string): string | undefined {
  return /(?:\bhost|while talking to|generating server:|server for the recipient domain \S{1,255} by|remote-mta: dns;|\bby) {1,4}<?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})/i.exec(
    text,
  )?.[1];
}

/** Whether words tell of a delay: the mail is still being tried. */
export function actionOfWords(subject: string, text: string): DeliveryAction {
  const words = `${subject}\n${text.slice(0, 4000)}`.replace(/\s+/g, " ").replaceAll("’", "'");
  // What the mail itself was about stands behind: `Undeliverable: Delayed shipment`.
  const [delayed, final] = [subject.search(delayWords), subject.search(finalSubject)];
  if (delayed >= 0 && (final < 0 || delayed < final)) return "delayed";
  // A transcript tells of hosts that were tried before, or of other recipients.
  if (delayWords.test(words) && !finalSubject.test(subject)) return "delayed";
  return deliveredWords.test(words) && !failureWords.test(words) ? "delivered" : "failed";
}

const finalSubject =
  /returned mail|returned to sender|returning message|undeliver|failure notice|\(failure\)|permanent|unzustellbar|nicht zugestellt|non remis|no entregado|mancata consegna|não entregue|onbestelbaar|niedostarcz|недоставлен|не доставлен|(?:发送|投递|傳遞).{0,4}失[败敗]|退信|반송/i;

const deliveredWords =
  /successfully (?:delivered|relayed)|was (?:successfully )?delivered to|delivery (?:is |was )?success|erfolgreich (?:zugestellt|übermittelt)|zustellbestätigung|wurde zugestellt|a été (?:remis|distribué) à|se entregó correctamente|consegnato correttamente|entregue com sucesso|succesvol (?:bezorgd|afgeleverd)|dostarczono pomyślnie|успешно доставлен|正常に配信|成功送达|remis avec succès|entregado correctamente|relayed:|消息已送达/i;
const failureWords = /fail|undeliver|could ?n['o]t|not be delivered|wasn't|permanent|error|rejected|fehl|unzustellbar/i;

/** The text without the returned message, whose addresses are nobody's bounce. */
export function aboveReturned(text: string): string {
  const within = text.slice(0, textMax).replace(/\r\n?/g, "\n");
  const cut = copyMark.exec(within);
  return cut === null ? within : within.slice(0, cut.index);
}

const textMax = 65_536;
const copyMark =
  /^[ \t]{0,8}(?:-{2,60} ?(?:below this line is a copy|this is a copy of|original message|unsent message|message header follow|returned (?:message|mail)|(?:begin|start of) returned|the body of the message|ursprüngliche nachricht|message d'origine)|original message headers?:|returned message follows|a copy of the original message below|(?:---? ?)?附件中的内容|(?:the )?original message (?:was|follows)[:.]?$|(?:ursprüngliche nachrichtenkopfzeilen|en-têtes de message d'origine|encabezados de mensajes originales):|Return-Path: <|Received: from )/im;
