/**
 * Lines above a quotation, by language (RFC 5646). `form` is matched against one to three lines joined by a blank, without invisible
 * characters, at most `attributionMax` long, ending in a colon. A `.{n,m}` stands at most twice, so the cost is bounded.
 */
export const attributionRows: readonly { readonly language: string; readonly form: RegExp }[] = [
  { language: "en", form: /^(?:on|at) .{6,300}\bwrote ?:$/i },
  { language: "en", form: /^.{1,120}<[^<>]{3,200}> (?:wrote|writes) ?:$/i },
  { language: "en", form: /^.{1,200} wrote on .{6,100}:$/i },
  { language: "en", form: /^(?:quoting|citing) .{1,200}:$/i },
  { language: "de", form: /^(?:am|von|vom|den) .{6,300}\b(?:schrieb|schrieben)\b.{0,200}:$/i },
  { language: "de", form: /^.{1,200} (?:schrieb am|hat am) .{6,200}:$/i },
  { language: "de", form: /^am .{6,300}\bhat .{1,200} geschrieben ?:$/i },
  { language: "de", form: /^(?:zitat von|zitiere) .{1,200}:$/i },
  { language: "fr", form: /^le .{6,300} a écrit ?:$/i },
  { language: "fr", form: /^.{1,200}> a écrit (?:le|à|:).{6,100}:$/i },
  { language: "es", form: /^(?:el|en) .{6,300} (?:escribió|ha escrito) ?:$/i },
  { language: "pt", form: /^(?:em|no dia|a|às|aos) .{6,300} escreveu ?:$/i },
  { language: "pt", form: /^.{1,200}> escreveu (?:no dia|em|a) .{6,100}:$/i },
  { language: "it", form: /^(?:il|in data|il giorno) .{6,300} ha scritto ?:$/i },
  { language: "nl", form: /^op .{6,300}\b(?:schreef|heeft)\b.{0,200}:$/i },
  {
    language: "sv",
    form: /^(?:den|på|am|on|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?=[\s,.]).{6,300}\bskrev\b.{0,200}:$/i,
  },
  {
    language: "da",
    form: /^(?:den|d\.|man|tir|ons|tor|fre|lør|søn|på|onsdag|mandag|tirsdag|torsdag|fredag|lørdag|søndag)(?=[\s,.]).{6,300}\bskrev\b.{0,200}:$/i,
  },
  { language: "fi", form: /^.{6,300} kirjoitti(?:[ :].{0,200})?:$/i },
  { language: "pl", form: /^.{6,300} (?:napisał(?:\(a\)|a)?|pisze) ?:$/i },
  { language: "pl", form: /^wiadomość napisana przez .{6,300}:$/i },
  { language: "cs", form: /^.{6,300} (?:napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?) ?:$/i },
  { language: "hr", form: /^.{6,300} (?:je )?(?:napisao|napisala|napisao\/la)(?: je)? ?:$/i },
  { language: "sl", form: /^.{6,300} (?:je )?napisal(?:a|\(a\)|\/-?a)? ?:$/i },
  { language: "sr", form: /^.{6,300} (?:је )?(?:написао|написала|написао\/ла)(?: је)? ?:$/i },
  { language: "hu", form: /^.{6,300} (?:ezt írta|írta)\b.{0,200}:$/i },
  { language: "ro", form: /^(?:pe|în|la) .{6,300} a scris ?:$/i },
  { language: "ru", form: /^.{6,300} (?:написал(?:\(а\)|а)?|пишет|писал(?:\(а\)|а)?) ?:$/i },
  { language: "uk", form: /^.{6,300} (?:написав(?:\(ла\))?|написала|пише) ?:$/i },
  { language: "bg", form: /^(?:на) .{6,300} (?:написа|пише) ?:$/i },
  { language: "el", form: /^.{6,300} έγραψε ?:$/i },
  { language: "tr", form: /^.{6,300} (?:şunu yazdı|yazdı|şöyle yazdı) ?:$/i },
  { language: "tr", form: /^.{4,200} şunları yazdı.{6,100}:$/i },
  { language: "ja", form: /^\d{4}年\d{1,2}月\d{1,2}日.{1,300}[:：]$/ },
  { language: "ja", form: /^.{2,300}(?:のメール|は書きました|が書きました|さんは書きました) ?[:：]$/ },
  { language: "zh", form: /^.{4,300}(?:写道|寫道|编写|撰寫) ?[:：]$/ },
  { language: "ko", form: /^.{6,300}(?:님이 작성|작성|쓴 글|님의 메시지) ?[:：]$/ },
  { language: "ar", form: /^.{0,4}(?:في|بتاريخ) .{6,300}كتب.{0,200}[:：]$/ },
  { language: "he", form: /^.{0,4}(?:בתאריך|ב-).{6,300}(?:מאת|כתב).{0,200}:$/ },
  { language: "vi", form: /^(?:vào|lúc) .{6,300} đã viết ?:$/i },
  { language: "th", form: /^(?:เมื่อ|ในวันที่).{6,300}เขียนว่า ?:$/ },
  { language: "id", form: /^(?:pada) .{6,300} menulis ?:$/i },
  { language: "und", form: /^\d{4}[-./]\d{1,2}[-./]\d{1,2}.{4,200}<[^<>]{3,200}> ?:$/ },
  { language: "und", form: /^.{0,60}\d{1,2}[:.]\d\d.{0,60}<[^<>\s]{1,200}@[^<>\s]{3,200}> ?:$/ },
];

export const attributionMax = 420;

/** Short ones, which only count right above a quotation: "Ann wrote:", "Zitat von Ann:". */
export const shortAttribution =
  /^.{1,120}(?:\bwrote|\bwrites|\bsaid|\bschrieb|a écrit|a dit|dijo|disse|\bsagte|ha escrit|escribió|escreveu|ha scritto|\bschreef|\bskrev|kirjoitti|napisała?|napsala?|írta|a scris|писала?|пишет|пише|έγραψε|yazdı|写道|寫道|書きました)(?: ?\.\.\.)? ?[:：]$|^(?:quoting|zitat von|zitiere|citando|citeren|cytowanie|citace od) .{1,120}[:：]$/i;
