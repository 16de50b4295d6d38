import { isMadeAsReport, saysUndelivered } from "./report-subjects.ts";

/**
 * Words of reports, in several languages. They prove nothing alone: customers write them of parcels. Every expression is searched in texts
 * of strangers, so none may try a place twice (reliability.md S15).
 */

/** How the subject of a bounce begins, the mailbox's or vendor's mark in brackets left out. */
const subjectStart =
  /^(?:undeliver|undelivrable|nondeliver|(?:message )?non[- ]?deliver|non-?delivery|(?:permanent |temporary |transient |final )?(?:e-?mail |mail |message )?delivery (?:status notification|failure|failed|has failed|report|notification|delayed|error|incomplete|warning)|(?:failure|failed) (?:delivery|mail)|delayed mail|automatically rejected mail|returned mail|rejected mail|failure notice|mail (?:system error|failed|failure|failing|could not|undeliverable|not delivered)|(?:e-?mail|message) (?:undeliver|not delivered|could not be delivered|status - undeliver)|your (?:message|e-?mail|mail) (?:could not|couldn't|was not|wasn't|cannot)|warning: (?:could not send|message )|could not (?:deliver|send)|nd[rn]:|successful mail delivery|unzustellbar|(?:mail|nachricht|e-?mail) (?:unzustellbar|konnte nicht|nicht zugestellt|delivery failed)|zustell(?:fehler|ungsfehler|ung (?:fehlgeschlagen|verzögert))|(?:ihre|deine) (?:nachricht|e-?mail|mail) (?:konnte|wurde|ist)|fehler bei der|benachrichtigung (?:über|zum)|non remis|non distribu|(?:message|courrier|mail) non (?:remis|distribu)|[ée]chec d|notification (?:d'état de remise|d'échec)|avis de non|no se (?:puede|pudo|ha podido) entregar|no entrega|mensaje (?:no entregado|devuelto)|correo devuelto|error (?:de|en la) entrega|notificación de (?:estado de )?entrega|não entregue|mensagem não entregue|não (?:é possível|foi possível) entregar|falha na entrega|notificação de status|mancato recapito|mancata consegna|non (?:recapitabile|recapitato|consegnat)|messaggio non|impossibile (?:consegnare|recapitare)|notifica (?:di|dello) stato|onbestelbaar|niet (?:bezorgd|afgeleverd)|bericht niet|olever|meddelandet kunde inte|kan inte leverera|det går inte att|kunne ikke|ikke levere|uleverl|nie można dostarczyć|nie dostarczono|niedostarcz|niedoręcz|zwrot |nedoruč|kézbesít|nem kézbesíthet|teslim edilemed|недоставл|не доставл|недоставка|не удалось доставить|(?:письмо|сообщение|ваше (?:письмо|сообщение)) не|配信|送信できません|(?:メール|メッセージ)(?:を|が|は)?(?:配信|送信)(?:でき|されませ|されなか)|メールエラー|送信エラー|エラーメール|未配信|届きません|系统退信|退信|无法投递|無法傳遞|未送达|投递失败|邮件传输失败|邮件被退回|반송|배달되지|전송 실패|배달 실패|메일 전송 실패|viestiä ei voitu|toimitus epäonnistui|nelze doručit|zpráva nebyla|zprávu nelze|mesajul nu a|mesaj nelivrat|αποτυχία παράδοσης|(?:(?:ההודעה|הודעה) )?(?:שלא|לא) (?:נמסר|ניתן למסור|ניתן היה למסור)|تعذر (?:ال)?تسليم|لم يتم تسليم|ส่งไม่สำเร็จ|ไม่สามารถส่ง|không thể gửi|pesan tidak terkirim|gagal terkirim|повідомлення не|писмото не|съобщението не|poruka nije|sporočilo ni|iletilemedi)/i;

/** Whether a subject begins as those of reports do. A forward's or an answer's does not. */
export function isReportSubject(subject: string): boolean {
  const bare = withoutMark(subject);
  return subjectStart.test(bare) || isMadeAsReport(bare) || /^\s{0,100}\[bounced?\]/i.test(subject);
}

/** `Undeliverable: Order 4711` → `Order 4711`: many put the subject of the mail behind their own; undefined where nothing stands there. */
export function subjectBehind(subject: string): string | undefined {
  if (!isReportSubject(subject)) return undefined;
  const behind = withoutMark(subject).replace(/^[^:：]{1,200}[:：]/, "");
  return behind === withoutMark(subject) || behind.trim() === "" ? undefined : behind.trim();
}

function withoutMark(subject: string): string {
  return subject
    .slice(0, subjectMax)
    .replace(/^\s{0,100}(?:\[(?!#?\d)[^[\]]{0,60}\]\s{0,8}|【[^【】]{0,60}】\s{0,8}|\*{1,5}\s{0,8})?/, "");
}

const subjectMax = 1000;

/** Whether a subject or text says that something was not delivered, or not yet. */
export function speaksOfDelivery(text: string): boolean {
  return bounceWords.test(text) || saysUndelivered(text.slice(0, sentenceMax));
}

/** What is not delivered is told in front. */
const sentenceMax = 8000;
const bounceWords =
  /undeliver|non[- ]?deliver|delivery (?:status notification|failure|failed|has failed|problem|report|delayed|error|warning|incomplete|was aborted)|(?:failed|failure) delivery|(?:un|not |wasn't |n't been )able to (?:be )?deliver|failed (?:to deliver|mail)|did not reach|(?:mail|message) (?:has been|was) returned|(?:error|trouble|problems?) (?:while )?delivering|automatically rejected|has been postponed|rejected recipient|failed recipient|returned (?:mail|to sender)|mail delivery|failure notice|could not be delivered|cannot be delivered|can't be delivered|not (?:be )?deliver|unzustellbar|nicht zugestellt|zustellung|nicht übermittelt|non remis|non distribu|échec|n'a pas pu être|no se ha podido entregar|no se pudo entregar|no entregado|devuelto|mancato recapito|mancata consegna|non recapitat|impossibile consegnare|não entregue|não foi entregue|niet bezorgd|onbestelbaar|niet afgeleverd|kunde inte levereras|kunne ikke leveres|nie można dostarczyć|niedoręczon|nedoručen|nem kézbesíthető|teslim edilemedi|не доставлен|не удалось доставить|недоставлен|недоставка|送信できません|配信不能|届きませんでした|配信できません|退信|无法投递|无法送达|无法发送|传输失败|投递失败|無法傳遞|반송|배달되지|전송 실패|配信エラー|não foi possível entregar|kunde inte leverera|kunne ikke levere|ei voitu toimittaa|toimitus epäonnistui|nelze doručit|nebyla doručena|nepodařilo se doručit|kézbesíthetetlen|kézbesítési hiba|nu a putut fi livrat|nu a fost livrat|δεν παραδόθηκε|αποτυχία παράδοσης|לא נמסר|تعذر (?:ال)?تسليم|لم يتم تسليم|ส่งไม่สำเร็จ|ไม่สามารถส่ง|không thể gửi|không gửi được|tidak terkirim|tidak dapat dikirim|gagal terkirim|не е доставен|не було доставлено|nije isporučen|ni bilo dostavljen|ni mogoče dostaviti|iletilemedi|delivery delay|전달(?:할 수 없|하지 못|되지)|전송하지 못|보낼 수 없|배달하지 못|配信されていません|配信されませんでした|送信されませんでした|未能送达|尚未送达|未送达|退回/i;

/** An SMTP reply with its enhanced code, or either where replies stand (RFC 5321 §4.2, RFC 3463 §2): nobody writes one of a parcel. */
export function hasReplyCode(text: string): boolean {
  return replyCode.test(text);
}

/**
 * Whether such a code stands as servers write it: at the beginning of a line, behind a label, or behind who said it. People write it
 * within a sentence.
 */
export function hasStandingCode(text: string): boolean {
  return standingCode.test(text) || standingSaid.test(text);
}

const codeItself =
  "(?:[45]\\d\\d[ -]{1,2}#?[45]\\.\\d{1,3}\\.\\d{1,3}(?!\\d|\\.\\d)|#?[45]\\.[0-7]\\.\\d{1,3}(?!\\d|\\.\\d)|55[0-4][ -]|[45]\\d\\d[ :-]{1,3}(?=[<a-z]))";
const standingCode = new RegExp(
  `(?:^|[:>）：…|]|\\.\\.\\.|->|=>|\\b(?:smtp|lmtp|x-[a-z]{1,20}|unix);)[ \\t]{0,8}["'<(#*[-]{0,3}[ \\t]{0,3}${codeItself}`,
  "im",
);
const standingSaid = new RegExp(
  `\\b(?:said|replied|reply|returned|respon(?:se|ded)(?: (?:was|with))?|error(?: code)?|status(?: code)?|reason|code)[:;,=' "(]{1,4}${codeItself}|[[(:>] ?(?:smtp )?(?:error|reply|status) code[:= ]{1,3}[45]\\d\\d(?!\\d)`,
  "i",
);

const replyCode =
  /(?<![\d.])(?:[45]\d\d[ -]{1,2}#?[45]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)|#[45]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)|[45]\.[0-7]\.\d{1,3}(?!\d|\.\d)|(?:said|reply|replied|returned|error|response|reason|status|smtp)[:;,' "]{1,3}[45]\d\d[ -]|\b(?:error|smtp|reply|status) code[:= ]{1,3}[45]\d\d(?!\d)|55[0-4][ -]{1,3}(?:<|no |user|unknown|requested|mailbox|message|recipient|rejected|invalid|address|sorry|access|permanent|host|relay|denied|sender))/i;
