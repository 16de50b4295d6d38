/** Words that a subject of an automatic mail has, by language (RFC 5646). They only raise a score (mail.md 6). */
export type SubjectWords = {
  readonly language: string;
  readonly absence: readonly string[];
  readonly receipt: readonly string[];
};

/** Lower case. A word counts where it stands free (`textHas`). */
export const subjectWords: readonly SubjectWords[] = [
  row(
    "en",
    "out of office|out-of-office|away from office|out of the office|automatic reply|auto reply|autoreply|auto-reply|auto response|away from the office|on vacation|on holiday|on leave|vacation reply|away from my mail|away from my email|away from my e-mail|away from my desk|away notice|absence notification",
    "we have received your|we received your|received your request|has been received|ticket created|ticket received|ticket opened|case received|case created|case opened|request received|request created|enquiry received|inquiry received|message received|thank you for contacting|acknowledgement of receipt|confirmation of receipt|thanks for your message|thank you for your message|thank you for your email|thank you for your e-mail",
  ),
  row(
    "de",
    "abwesenheit|abwesenheitsnotiz|automatische antwort|nicht im büro|außer haus|ausser haus|im urlaub|abwesend|automatische beantwortung|ich bin nicht im haus|nicht am arbeitsplatz",
    "eingangsbestätigung|wir haben ihre|ihre anfrage ist eingegangen|empfangsbestätigung|ticket eröffnet|ticket erstellt|ticket angelegt|anfrage eingegangen|anfrage erhalten",
  ),
  row(
    "fr",
    "absence du bureau|réponse automatique|absent du bureau|en congés|message d'absence|je suis absent|je suis en congé|réponse d'absence",
    "accusé de réception|nous avons bien reçu|votre demande a bien été|demande reçue|ticket reçu|ticket créé",
  ),
  row(
    "es",
    "fuera de la oficina|respuesta automática|ausente de la oficina|estoy de vacaciones|fuera de oficina|estoy ausente|estaré ausente|mensaje de ausencia",
    "acuse de recibo|hemos recibido su|confirmación de recepción|solicitud recibida|ticket recibido|ticket creado",
  ),
  row(
    "pt",
    "resposta automática|fora do escritório|ausência temporária|estou de férias|fora da empresa",
    "recebemos o seu|recebemos sua|confirmação de recebimento|chamado recebido|solicitação recebida",
  ),
  row(
    "it",
    "fuori sede|risposta automatica|fuori ufficio|assente dall'ufficio|sono in ferie|sono assente|sarò assente|assenza dall'ufficio",
    "conferma di ricezione|abbiamo ricevuto la|richiesta ricevuta|ticket ricevuto",
  ),
  row(
    "nl",
    "afwezigheid|automatisch antwoord|niet aanwezig|niet op kantoor|afwezig|met vakantie",
    "ontvangstbevestiging|wij hebben uw|verzoek ontvangen|ticket ontvangen",
  ),
  row(
    "sv",
    "autosvar|frånvaro|automatiskt svar|inte på kontoret|på semester",
    "vi har mottagit|mottagningsbekräftelse",
  ),
  row("da", "automatisk svar|fravær|ikke på kontoret|på ferie", "vi har modtaget|kvittering for modtagelse"),
  row("nb", "automatisk svar|fraværsmelding|ikke på kontoret|på ferie", "vi har mottatt|bekreftelse på mottak"),
  row("fi", "poissa|automaattinen vastaus|poissaoloilmoitus|lomalla", "olemme vastaanottaneet|vastaanottokuittaus"),
  row("is", "sjálfvirkt svar|fjarverandi|í fríi", "við höfum móttekið"),
  row(
    "pl",
    "autoodpowiedź|odpowiedź automatyczna|automatyczna odpowiedź|poza biurem|nieobecność|na urlopie",
    "potwierdzenie otrzymania|otrzymaliśmy",
  ),
  row("cs", "automatická odpověď|mimo kancelář|nepřítomnost|na dovolené", "potvrzení o přijetí|obdrželi jsme"),
  row("sk", "automatická odpoveď|mimo kancelárie|neprítomnosť|na dovolenke", "potvrdenie o prijatí|dostali sme"),
  row(
    "hu",
    "automatikus válasz|házon kívül|irodán kívül|szabadságon|nincs az irodában|nem vagyok az irodában|távol vagyok",
    "megkaptuk|visszaigazolás",
  ),
  row("ro", "răspuns automat|absent din birou|în concediu|plecat din birou", "am primit|confirmare de primire"),
  row("bg", "автоматичен отговор|извън офиса|в отпуск", "получихме|потвърждение за получаване"),
  row("el", "αυτόματη απάντηση|εκτός γραφείου|απουσία|σε άδεια", "λάβαμε το|επιβεβαίωση λήψης"),
  row(
    "ru",
    "автоответ|автоматический ответ|нет на месте|вне офиса|в отпуске|отсутствую",
    "мы получили|подтверждение получения",
  ),
  row("uk", "автовідповідь|автоматична відповідь|поза офісом|у відпустці", "ми отримали|підтвердження отримання"),
  row("sr", "аутоматски одговор|automatski odgovor|van kancelarije|на одмору", "примили смо|primili smo"),
  row("hr", "automatski odgovor|izvan ureda|na godišnjem", "zaprimili smo|potvrda primitka"),
  row("sl", "samodejni odgovor|odsotnost|na dopustu", "prejeli smo|potrdilo o prejemu"),
  row("lt", "automatinis atsakymas|ne biure|atostogauju", "gavome jūsų"),
  row("lv", "automātiskā atbilde|automātiska atbilde|ārpus biroja|atvaļinājumā", "esam saņēmuši"),
  row("et", "automaatvastus|automaatne vastus|kontorist väljas|puhkusel", "oleme kätte saanud|kättesaamise kinnitus"),
  row(
    "tr",
    "otomatik yanıt|ofis dışında|ofis dışındayım|izindeyim|tatildeyim",
    "talebiniz alınmıştır|mesajınız alındı",
  ),
  row("ar", "خارج المكتب|رد تلقائي|الرد التلقائي|في إجازة", "تم استلام|لقد استلمنا"),
  row("he", "מחוץ למשרד|תשובה אוטומטית|מענה אוטומטי|בחופשה", "קיבלנו את|אישור קבלה"),
  row("fa", "پاسخ خودکار|خارج از دفتر|در مرخصی", "دریافت شد"),
  row("hi", "स्वचालित उत्तर|कार्यालय से बाहर|छुट्टी पर", "प्राप्त हुआ"),
  row("th", "ตอบกลับอัตโนมัติ|ไม่อยู่ที่สำนักงาน|ลาพักร้อน", "เราได้รับ"),
  row("vi", "trả lời tự động|vắng mặt|đang nghỉ phép|không có mặt tại văn phòng", "chúng tôi đã nhận"),
  row("id", "balasan otomatis|di luar kantor|sedang cuti", "kami telah menerima"),
  row("ms", "balasan automatik|di luar pejabat|sedang bercuti", "kami telah terima"),
  row("zh", "自动回复|自動回覆|不在办公室|外出|休假|自动答复", "已收到您|我们已收到|受理通知"),
  row(
    "ja",
    "自動応答|不在通知|自動返信|不在の|休暇中|休暇のお知らせ|外出中のため",
    "お問い合わせを受け付け|受付完了|お問い合わせありがとう",
  ),
  row("ko", "자동 회신|자동 응답|부재중|부재 중|휴가", "접수되었습니다|접수 확인"),
  row("ca", "resposta automàtica|fora de l'oficina|de vacances", "hem rebut la|justificant de recepció"),
];

/** Words of a mail that asks its recipient to prove that he is a person. */
export const challengeWords: readonly string[] = words(
  "please confirm your message|please confirm your email|verification required|confirm your e-mail to|your message is waiting|your message is awaiting|challenge-response|verify your email to|spam protection: action|please authenticate|bitte bestätigen sie ihre nachricht|bestätigung erforderlich|veuillez confirmer votre message|confirme su mensaje|antispam uol|подтвердите отправку|确认您的邮件",
);

/** The first word of the list that the text has: free of letters on both sides where the word begins and ends in letters with blanks between words. */
export function wordIn(text: string, list: readonly string[]): string | undefined {
  const lower = text.slice(0, textMax).toLowerCase();
  return list.find((word) => hasFreeWord(lower, word));
}

const textMax = 500;
/** Scripts that set no blanks between words. */
const unspaced = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const letter = /[\p{L}\p{N}]/u;

function hasFreeWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (unspaced.test(word)) return true;
    if (!letter.test(text.charAt(at - 1)) && !letter.test(text.charAt(at + word.length))) return true;
  }
  return false;
}

function row(language: string, absence: string, receipt: string): SubjectWords {
  return { language, absence: words(absence), receipt: words(receipt) };
}

function words(text: string): readonly string[] {
  return text.split("|");
}
