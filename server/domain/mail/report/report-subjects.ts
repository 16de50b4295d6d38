import { simplified } from "./simplified-script.ts";

/**
 * How subjects of reports are made in a language: a word for the mail, a word for its delivery, and what became of it. Word stems, lower
 * case, sources of regular expressions. A parcel's delivery fails as well: alone they prove nothing, as all words of reports.
 */
type SubjectStems = {
  readonly mail: string;
  readonly delivery: string;
  /** In front of or behind the delivery. */
  readonly failed: string;
  /** Behind the mail. */
  readonly undelivered: string;
};

const languages: readonly SubjectStems[] = [
  {
    mail: "e-?mails?|mails?|messages?",
    delivery: "(?:mail |message |e-?mail )?deliver(?:y|ing)",
    failed: "fail(?:ed|ure)?|errors?|delay(?:ed)?|impossible|unsuccessful",
    undelivered:
      "(?:not|n't|never|un)[ -]?(?:been |be )?(?:deliver|sent)|rejected|returned|refused|bounced|blocked|stopped|delayed|deferred",
  },
  {
    mail: "e-?mails?|mails?|nachricht(?:en)?",
    delivery: "zustell(?:ung|bericht|ungsbericht)?|übermittlung|auslieferung",
    failed: "fehler|fehlgeschlagen|gescheitert|misslungen|verzöger\\p{L}{1,4}",
    undelivered:
      "(?:nicht|un)[ -]?(?:zugestellt|zustellbar|übermittelt|ausgeliefert)|abgelehnt|abgewiesen|verweigert|blockiert|zurückgewiesen|zurückgesandt|verzögert|zu groß",
  },
  {
    mail: "messages?|courriels?|courriers?|e-?mails?|mails?",
    delivery: "remise|livraison|distribution|envoi|délivrance|acheminement",
    failed: "[ée]chec|[ée]chou[ée]e?|erreur|impossible|retard[ée]?e?|différée?|non aboutie?|n'a pas abouti",
    undelivered:
      "(?:non|pas)(?: encore)?(?: pu)?(?: [êe]tre| [ée]t[ée])? ?(?:remis|distribu|d[ée]livr|livr|achemin|envoy)|rejet|refus|bloqu|retourn|retard|(?:est )?trop (?:lourd|volumineux|gros)",
  },
  {
    mail: "mensajes?|correos?|e-?mails?|emails?",
    delivery: "entrega(?:r)?|envío",
    failed: "error|fall[oóid]{1,3}|fracas|retras|imposible|demorad|no (?:realizad|efectuad)|aviso de no",
    undelivered:
      "(?:no|sin)(?: se| ha| pudo| puede| ha sido| fue| pudo ser| se pudo| se ha podido){0,3} entreg|rechazad|devuelt|bloquead|retrasad|demasiado grande",
  },
  {
    mail: "messaggi[oi]?|e-?mail|mail|posta",
    delivery: "consegna(?:re)?|recapito|invio",
    failed: "errore|fallit|non riuscit|mancat\\p{L}{1,2}|impossibil",
    undelivered:
      "non(?: è| e'| può| è stato| essere| stato| ancora){0,4} (?:consegnat|recapitat|inviat)|respint|rifiutat|bloccat|restituit|ritard|troppo grande",
  },
  {
    mail: "mensage(?:m|ns)|correios?|e-?mails?",
    delivery: "entreg(?:a|ar|ue)|envio",
    failed: "falh(?:a|ou)|erro|atras|impossível|não realizad",
    undelivered:
      "não(?: foi| pôde| pode| ser| sido| está| ainda){0,4} (?:entreg|enviad)|devolvid|rejeitad|recusad|bloquead|atrasad|muito grande",
  },
  {
    mail: "e-?mails?|mails?|bericht(?:en)?",
    delivery: "bezorging|aflevering|levering|verzending",
    failed: "mislukt|fout|vertraagd|vertraging|niet gelukt|onmogelijk",
    undelivered:
      "(?:niet|on)(?: worden)? ?(?:bezorg|bezorgd|afgeleverd|verzonden|bestel)|geweigerd|geblokkeerd|teruggestuurd|vertraagd|te groot",
  },
  {
    mail: "wiadomoś\\p{L}{1,3}|e-?mail|mail|list|poczta",
    delivery: "dostarcz\\p{L}{1,5}|doręcz\\p{L}{1,5}|dostaw\\p{L}{1,3}",
    failed: "błąd|nieudan\\p{L}{1,3}|nie powiod\\p{L}{1,6}|opóźni\\p{L}{1,6}|niepowodzeni\\p{L}{1,2}",
    undelivered:
      "nie (?:została|został|może być|mogła zostać|można)? ?(?:dostarcz|doręcz)|odrzucon|zablokowan|zwróc|opóźnion|za duż",
  },
  {
    mail: "сообщени[ея]|письм[оа]|почт\\p{L}{1,2}",
    delivery: "доставк\\p{L}{1,2}|доставить|отправк\\p{L}{1,2}",
    failed: "ошибк\\p{L}{1,2}|не удалась|не удалось|невозможн\\p{L}{1,2}|задерж\\p{L}{1,5}|сбой",
    undelivered: "не(?: было| может быть| удалось)? ?достав|отклонен|заблокир|возвращ|задерж|слишком больш",
  },
  {
    mail: "повідомленн[яі]|лист|пошт\\p{L}{1,2}",
    delivery: "доставк\\p{L}{1,2}|доставленн\\p{L}{1,2}",
    failed: "помилк\\p{L}{1,2}|не вдал\\p{L}{1,3}|неможлив\\p{L}{1,2}|затрим\\p{L}{1,5}",
    undelivered: "не(?: було| може бути)? ?достав|відхилен|повернен|затрим",
  },
  {
    mail: "(?:e-?(?:post)?|mail|epost)?meddelande\\p{L}{0,2}|e-?post|mejl(?:et)?|mail|besked(?:en)?|e-?mail(?:en)?|melding(?:en)?|meddelelse[nr]?",
    delivery: "leverans(?:en)?|leverering(?:en)?|levering(?:en)?",
    failed:
      "fel|misslyck\\p{L}{1,4}|fejl(?:et|ede)?|feilet|mislyk(?:ke[dt]es|te)|försena\\p{L}{1,2}|forsinke[tl]\\p{L}{0,3}",
    undelivered:
      "(?:inte|ikke|ej)(?: blivit| blevet| blitt| bli)? ?lever|avvisa|afvist|avvist|blocker|blokker|retur|försenat|forsinket|for stor|för stor",
  },
  {
    mail: "viesti\\p{L}{0,3}|sähköposti\\p{L}{0,3}",
    delivery: "toimitus|toimittaminen|lähetys",
    failed: "epäonnist\\p{L}{1,4}|virhe|viivästy\\p{L}{1,4}",
    undelivered: "toimitus epäonnist|(?:ei|ei voitu|ei voida) toimit|hylät|palaut|viiväst",
  },
  {
    mail: "zpráv\\p{L}{1,2}|správ\\p{L}{1,2}|e-?mail|mail",
    delivery: "doručen[ií]\\p{L}{0,2}|doručit|doruč\\p{L}{1,5}",
    failed:
      "(?:se )?nezdařil\\p{L}{0,2}|(?:sa )?nepodaril\\p{L}{0,2}|selhal\\p{L}{0,2}|zlyhal\\p{L}{0,2}|chyba|zpoždě\\p{L}{1,2}|nemožné|nepodařilo",
    undelivered:
      "(?:nebyl[ao]?|nebol[ao]?|nelze|nemohl[ao]? být|se nepodařilo|sa nepodarilo) doruč|nedoruč|odmítnut|odmietnut|vrácen|zpožděn",
  },
  {
    mail: "(?:az )?(?:üzenet|levél|e-?mail)\\p{L}{0,3}",
    delivery: "kézbesítés\\p{L}{0,2}|kézbesítési",
    failed: "sikertelen|hiba|meghiúsult|késik|késleltet\\p{L}{1,4}",
    undelivered: "nem (?:volt )?kézbesít|visszautasít|elutasít|késik",
  },
  {
    mail: "mesaj(?:ul)?\\p{L}{0,4}|e-?mail(?:ul)?",
    delivery: "livrare\\p{L}{0,2}|livrarea",
    failed: "eșua\\p{L}{1,2}|eşua\\p{L}{1,2}|eroare|întârzia\\p{L}{1,2}|imposibil\\p{L}{0,2}",
    undelivered: "nu (?:a putut fi|a fost|poate fi) livrat|nelivrat|respins|returnat|întârziat",
  },
  {
    mail: "ileti(?:niz)?|mesaj(?:ınız)?|e-?posta(?:nız)?",
    delivery: "teslim(?:at|i)?|iletim|gönderim",
    failed: "başarısız|hata\\p{L}{0,2}|gecik\\p{L}{1,4}|edilemedi",
    undelivered: "teslim edilem|iletilem|gönderilem|reddedil|geri döndü|gecik",
  },
  {
    mail: "(?:το )?(?:μήνυμα|email|e-?mail)",
    delivery: "παράδοση\\p{L}{0,1}|αποστολή\\p{L}{0,1}",
    failed: "αποτυχία|απέτυχε|σφάλμα|αδύνατη|καθυστ\\p{L}{1,6}",
    undelivered: "δεν (?:παραδόθηκε|στάλθηκε|μπόρεσε να παραδοθεί|ήταν δυνατό)|απορρίφθ|καθυστ",
  },
  {
    mail: "съобщение\\p{L}{0,2}|писмо\\p{L}{0,2}|poruk\\p{L}{1,2}|sporočil\\p{L}{1,2}",
    delivery: "доставка\\p{L}{0,2}|isporuk\\p{L}{1,2}|dostav\\p{L}{1,2}",
    failed:
      "неуспешн\\p{L}{1,2}|грешка|nije uspjel\\p{L}{1,2}|nije uspel\\p{L}{1,2}|ni uspel\\p{L}{1,2}|neuspje\\p{L}{1,5}|greška|napaka",
    undelivered:
      "не (?:е|беше|може да бъде) доставен|nije (?:isporučen|dostavljen)|ni bil[oa]? (?:dostavljen|mogoče)|odbijen|zavrnjen",
  },
];

/** Scripts without blanks, or without a word order of this kind: whole beginnings. */
const unspaced =
  ".{0,20}(?:メール|メッセージ).{0,12}(?:届きません|届きませんでした|届けでき|届けられ|戻りました|返送)|(?:メール|メッセージ|電子メール)?(?:の)?(?:配信|送信|配送|送達)(?:が|の|に)?(?:エラー|失敗|不能|できま|遅延|遅れ)|戻りメール|不達|(?:您|你|您发送|你发送)?的?(?:邮件|郵件|信件)(?:未能|无法|無法|被|未)?(?:退回|退信|送达|送達|投递|傳遞|传递|发送(?:延迟|超时)?失败|發送失敗|被拦截|被攔截|投递失败|传输失败|傳遞失敗|被拒|遭到?拒绝|拒收|延迟)|无法(?:送达|传递|投递)|(?:无法|無法)(?:传递|傳遞|送達)的|(?:메일|메시지|이메일|편지)?(?:을|를|이|가)? ?(?:반송|(?:전송|전달|배달|발송|송신)(?:에|이|할)? ?(?:실패|불가|오류|지연|수 없|되지|하지)|보낼 수 없)|(?:כשל|שגיאה|עיכוב) ב(?:מסירת|מסירה|שליחת)|(?:فشل|تعذر|تأخر|خطأ في) (?:ال)?(?:تسليم|إرسال|توصيل)|(?:การส่ง|ส่ง)(?:อีเมล|ข้อความ|จดหมาย)?.{0,12}(?:ไม่สำเร็จ|ล้มเหลว|ล่าช้า)|(?:gửi|chuyển)(?: thư| email| tin)? (?:thất bại|không thành công)|(?:thư|email).{0,20} (?:không|chưa) (?:được |thể )?(?:gửi|chuyển)|(?:pengiriman|pesan|email)(?: email| pesan)? (?:gagal|tertunda|tidak terkirim)";

/** `Your`, an article, `notice of` and `subject` in front. */
const leading =
  "(?:(?:your|the|a|some|ihre|eine|die|der|votre|le|la|su|el|il|la|lo|a|o|sua|seu|uw|het|de|din|ditt|ваше|ваш|az ön|your recent|notification[: ]|notice of|notice|suo|mio|annahme|avis d[e'] ?|aviso de|avviso di|benachrichtigung[: ]|fehler[: ]|error[: ]|warning[: ]|warnung[: ]) ?){0,3}";
/** `Nicht zugestellt: Order 4711`; `Delayed: my order` is a customer's. */
const negation = "(?:not|un|nicht|non|no|não|niet|on|nie|не|inte|ikke|ei|ne|nem|nu|δεν)";
const modal = "(?:(?:kan|kunne|kunde|could|konnte|kann|può|pode|puede|se pudo|nelze) )?";
const between = "[^:：]{0,40}?";

const forms: readonly RegExp[] = [
  ...languages.flatMap(({ mail, delivery, failed, undelivered }) => [
    form(`^${leading}(?:${mail})(?!\\p{L})${between}(?:${undelivered})`),
    form(
      `^${leading}(?:${delivery})(?: (?:of|der|von|ihrer|du|de|del|di|da|van|av|af)? ?(?:your )?(?:${mail}))?[ :-]{0,3}(?:\\p{L}{1,12} ){0,2}(?:${failed})`,
    ),
    form(`^${leading}(?:${failed})\\p{L}{0,4}[ -]{1,3}(?:\\p{L}{1,12}[ '’-]){0,2}?(?:${delivery})(?!\\p{L})`),
    form(`^(?:${undelivered})\\p{L}{0,4} (?:${mail})(?!\\p{L})`),
    form(`^${modal}(?=${negation})(?:${undelivered})\\p{L}{0,4} ?[:：]`),
    // `Order 4711 - Message Delivery Delay`: the mail's own subject stands in front.
    form(`[-–—] (?:${mail}) (?:${delivery}) (?:${failed})\\s{0,9}$`),
  ]),
  form(`^(?:${unspaced})`),
  form(
    "^(?:delivery problems? with your|(?:banned|virus(?:es)?|infected|spam|considered|blocked)\\b[^:]{0,60}\\b(?:from you|you sent)|.{0,40}\\b(?:rejected|blocked|refused|stopped|not delivered) (?:your|the following|a) (?:e-?mail|mail|message)\\b|bounced?(?: mail| message)?[:：]|(?:unable|failed) to (?:deliver|send)|problems? (?:with )?deliver|impossible de (?:remettre|livrer|distribuer)|(?:retour|renvoi) d[eu'] ?(?:courriels?|courriers?|mails?|messages?)|devoluci[óo]n de (?:correo|mensaje)|возврат (?:письма|почты|сообщения)|rücklauf|nicht zustellbar|kan niet worden (?:bezorgd|afgeleverd)|[^:]{1,200} - (?:message )?delivery (?:failure|failed|delay(?:ed)?|error))",
  ),
];

/** In the one form of letters that the words above have. */
function folded(text: string): string {
  return simplified(text.replaceAll("’", "'").replaceAll("İ", "i").toLowerCase());
}

function form(source: string): RegExp {
  return new RegExp(source, "u");
}

/** Whether a text speaks to who sent a mail: `your message`. Digests and warnings of quota speak of others'. */
export function speaksOfYourMail(text: string): boolean {
  return yours.test(folded(text.slice(0, yoursMax)));
}

const yoursMax = 4000;
const yours = form(
  `(?<!\\p{L})(?:your|ihre|ihr|deine|votre|su|tu|suo|tuo|sua|seu|tua|uw|je|państwa|twoj[aą]|twój|ваше|ваш|ваше|ditt|din|dit|vaš[ie]|váš|vašu|az ön|viestisi)(?: (?:recent|last|original))? ?(?:${languages.map(({ mail }) => mail).join("|")})(?!\\p{L})|(?:message|mail|e-?mail)s? (?:that )?you (?:have )?sent|mesajul dumneavoastră|(?:mesaj|ileti|e-?posta)(?:ınız|niz)|μήνυμά σας|(?:您|你)(?:的|发|發|寄)|あなたの|お客様の|送信した(?:メール|メッセージ)|귀하|보내신|הודעתך|ההודעה ששלחת|رسالتك|ของคุณ|của bạn|(?:pesan|email) anda`,
);

/** Whether a text says of a mail that it was not delivered, or of its delivery that it failed. */
export function saysUndelivered(text: string): boolean {
  const within = folded(text);
  return sentences.some((one) => one.test(within));
}

const sentences: readonly RegExp[] = languages.flatMap(({ mail, undelivered }) => [
  form(`(?<!\\p{L})(?:${mail})(?!\\p{L})[^:.!?]{0,80}?(?:${undelivered})`),
]);

/** Whether a subject, its marks in front taken away, is made as those of reports are. At most `subjectMax` characters are looked at. */
export function isMadeAsReport(subject: string): boolean {
  const within = folded(subject.slice(0, subjectMax));
  return forms.some((one) => one.test(within));
}

const subjectMax = 300;
