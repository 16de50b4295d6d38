import { bounceClass, bounceStatus } from "./bounce-class.ts";
import type { DeliveryAction, ReportedRecipient, ReportMail } from "./report.ts";
import { addressIn } from "./typed-address.ts";
import { type VendorRow, vendorRows } from "./vendor-rows.ts";

export type VendorReport = { readonly vendor: string; readonly recipients: readonly ReportedRecipient[] };

/**
 * Reads a bounce from its text: the first row of the table with its mark and a recipient, else addresses beside words that say that a mail
 * could not be delivered. Undefined when the text is no bounce. Whether the sender may bounce at all, the caller has asked.
 */
export function readVendorReport(mail: ReportMail): VendorReport | undefined {
  const text = aboveReturned(mail.text.slice(0, textMax).replace(/\r\n?/g, "\n"));
  for (const row of vendorRows) {
    if (!row.mark.test(mail.subject) && !row.mark.test(text)) continue;
    const recipients = recipientsIn(row, text, mail.subject);
    if (recipients.length > 0) return { vendor: row.vendor, recipients };
  }
  return readPlainWords(mail, text);
}

/** Whether words tell of a delay: the mail is still being tried. */
function actionOfWords(subject: string, text: string): DeliveryAction {
  const words = `${subject}\n${text.slice(0, 4000)}`.replace(/\s+/g, " ").replaceAll("’", "'");
  if (delayWords.test(words)) return "delayed";
  return deliveredWords.test(words) && !failureWords.test(words) ? "delivered" : "failed";
}

const textMax = 65_536;
const recipientsMax = 100;
/** Characters behind an address that may speak of it. */
const chunkMax = 1500;

const delayWords =
  /\bdelay(?:ed|ing)?\b|\bdeferred\b|will (?:continue to |keep )?(?:be )?(?:retr|try)|will retry|still trying|not yet been delivered|transient non-fatal|temporary problem|delivery incomplete|verzögert|verspätet|noch nicht zugestellt|weitere zustellversuche|retardé|pas encore (?:été )?(?:remis|distribué)|\bretras(?:o|ado|ada)\b|seguirá intentando|ritard|in ritardo|atrasad|vertraagd|försenad|forsinke|opóźnion|задерж|отложена|配信が遅延|配信の遅延|遅れています|延迟|지연/i;
const deliveredWords =
  /successfully (?:delivered|relayed)|was (?:successfully )?delivered to|delivery (?:is |was )?success|erfolgreich zugestellt|remis avec succès|entregado correctamente|relayed:|消息已送达/i;
const failureWords = /fail|undeliver|could ?n['o]t|not be delivered|wasn't|permanent|error|rejected|fehl|unzustellbar/i;
/** Of a bounce whose vendor nobody knows. */
const bounceWords =
  /undeliver|delivery (?:status notification|failure|failed|has failed|problem|report|delayed)|returned (?:mail|to sender)|mail delivery|failure notice|could not be delivered|cannot be delivered|can't be delivered|not (?:be )?deliver|unzustellbar|nicht zugestellt|zustellung|nicht übermittelt|non remis|non distribu|échec|n'a pas pu être|no se ha podido entregar|no se pudo entregar|no entregado|devuelto|mancato recapito|mancata consegna|non recapitat|impossibile consegnare|não entregue|não foi entregue|niet bezorgd|onbestelbaar|niet afgeleverd|kunde inte levereras|kunne ikke leveres|nie można dostarczyć|niedoręczon|nedoručen|nem kézbesíthető|teslim edilemedi|не доставлен|не удалось доставить|недоставлен|недоставка|送信できません|配信不能|届きませんでした|配信できません|退信|无法投递|無法傳遞|반송|배달되지/i;

/** Without the returned message, whose addresses are nobody's bounce. */
function aboveReturned(text: string): string {
  const cut = copyMark.exec(text);
  return cut === null ? text : text.slice(0, cut.index);
}

const copyMark =
  /^[ \t]{0,8}(?:-{2,60} ?(?:below this line is a copy|this is a copy of|original message|unsent message|message header follow|returned message|begin returned|the body of the message|ursprüngliche nachricht|message d'origine)|original message headers?:|returned message follows|the original message (?:was|follows):?$|(?:ursprüngliche nachrichtenkopfzeilen|en-têtes de message d'origine|encabezados de mensajes originales):|Return-Path: <|Received: from )/im;

function recipientsIn(row: VendorRow, text: string, subject: string): readonly ReportedRecipient[] {
  const found: { readonly address: string; start: number; readonly end: number }[] = [];
  for (const match of text.matchAll(row.recipient)) {
    const address = match.groups?.["address"] ?? match.groups?.["other"] ?? "";
    if (address !== "" && found.length < recipientsMax)
      found.push({ address, start: match.index, end: match.index + match[0].length });
  }
  const action = actionOfWords(subject, text);
  const chunks = new Map<string, { readonly address: string; text: string }>();
  for (const [index, { address, start, end }] of found.entries()) {
    const next = found.slice(index + 1).find((each) => each.address.toLowerCase() !== address.toLowerCase());
    const own = text.slice(start, Math.min(next?.start ?? text.length, end + chunkMax));
    const known = chunks.get(address.toLowerCase());
    if (known === undefined) chunks.set(address.toLowerCase(), { address, text: own });
    else known.text = `${known.text}\n${own}`.slice(0, 2 * chunkMax);
  }
  const rest = text.slice(0, found[0]?.start ?? 0);
  return [...chunks.values()].map((one) => recipientOf(one, { action, rest: `${subject}\n${rest}`.slice(-chunkMax) }));
}

type Around = { readonly action: DeliveryAction; readonly rest: string };

/** What stands behind the address tells; where that is nothing, what stands before it. */
function recipientOf(
  { address, text }: { readonly address: string; readonly text: string },
  around: Around,
): ReportedRecipient {
  const own = bounceStatus("", text);
  const ownClass = bounceClass(own, text);
  const tells = own !== undefined && ownClass !== "unknown" ? text : `${text}\n${around.rest}`;
  const status = around.action === "delayed" ? asDelay(bounceStatus("", tells)) : bounceStatus("", tells);
  return {
    address,
    finalAddress: address,
    action: around.action,
    status,
    text: text.replace(/\s+/g, " ").trim().slice(0, 1000),
    remoteHost: hostIn(text),
    class: bounceClass(status, tells),
  };
}

/** A delay is for now, whatever code stands beside it (RFC 3463 §2). */
function asDelay(status: string | undefined): string {
  return `4${(status ?? "4.0.0").slice(1)}`;
}

function hostIn(text: string): string | undefined {
  return /(?:\bhost|while talking to|generating server:|server for the recipient domain \S{1,255} by|remote-mta: dns;|\bby) {1,4}<?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})/i.exec(
    text,
  )?.[1];
}

/** No vendor that we know: a subject or text of bounces, and the address beside a code or a phrase. */
function readPlainWords(mail: ReportMail, text: string): VendorReport | undefined {
  if (!bounceWords.test(mail.subject) && !bounceWords.test(text)) return undefined;
  const own = new Set(mail.from.map(({ address }) => address.toLowerCase()));
  const action = actionOfWords(mail.subject, text);
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const address = addressIn(line);
    if (
      address === "" ||
      own.has(address.toLowerCase()) ||
      /https?:|mailto:\S*(?:support|help|postmaster)|contact|postmaster@/i.test(line)
    )
      continue;
    const chunk = lines.slice(index, index + linesMax).join("\n");
    const recipient = recipientOf(
      { address, text: chunk },
      { action, rest: `${mail.subject}\n${text}`.slice(0, chunkMax) },
    );
    return { vendor: "unknown", recipients: [recipient] };
  }
  return undefined;
}

const linesMax = 12;
