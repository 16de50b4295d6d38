/**
 * Footers that mobile clients set, in several languages. Each is a whole line, and a device or an app has to be in it: where the form
 * `names` none by itself, one of `devices`.
 */
export const mobileFooters: readonly { readonly form: RegExp; readonly names: boolean }[] = [
  { names: false, form: /^(?:sent|sent securely) (?:from|with|via|using) .{2,80}$/i },
  {
    names: true,
    form: /^sent (?:from|on|via|with) (?:my|a) (?:mobile|cell|phone|smart ?phone|tablet|handheld|pc|laptop)\b.{0,70}$/i,
  },
  { names: true, form: /^from my (?:iphone|ipad|android|mobile|phone|samsung|galaxy)\b.{0,40}$/i },
  { names: false, form: /^(?:get|download) .{2,40} (?:for|on) .{2,40}$/i },
  { names: true, form: /^yahoo mail ?[:：] .{3,60}$/i },
  { names: false, form: /^von (?:meine[mr] )?.{2,60} (?:gesendet|geschickt|verschickt|gesandt)\.?$/i },
  { names: false, form: /^(?:gesendet|verschickt) (?:von|mit|über|aus) .{2,80}$/i },
  { names: false, form: /^diese (?:nachricht|e-?mail) wurde (?:von|mit) .{2,60} (?:gesendet|verschickt)\.?$/i },
  {
    names: false,
    form: /^(?:mit|über|met|via) .{2,60} (?:gesendet|verschickt|geschickt|versendet|verzonden|verstuurd)\.?$/i,
  },
  {
    names: true,
    form: /^outlook (?:für|voor|pour|para|per|for|til|för|dla|pro|для|için) (?:ios|android|mac|windows|iphone|ipad)(?![\p{L}]).{0,30}$/iu,
  },
  { names: true, form: /^(?:holen sie sich|laden sie) outlook\b.{0,40}$/i },
  { names: false, form: /^(?:envoyé (?:de|depuis|à partir|avec|via)|téléchargez|provenance ?:) .{2,80}$/i },
  { names: true, form: /^(?:obtenez|obtenir|téléchargez|télécharger) outlook\b.{0,40}$/i },
  {
    names: false,
    form: /^enviad[oa] (?:desde|do|da|a partir|a través|del|com|con|de|via|vía|pelo|usando|mediante) .{2,80}$/i,
  },
  {
    names: true,
    form: /^(?:obtener|obtenga|obter o|obtenha o|baixe o|baixar o|descargar|descargue) outlook\b.{0,40}$/i,
  },
  { names: false, form: /^inviato (?:da|dal|con|tramite|via|usando|mediante) .{2,80}$/i },
  { names: true, form: /^(?:scarica|ottieni) outlook\b.{0,40}$/i },
  { names: false, form: /^(?:verzonden (?:vanaf|met|via|vanuit)|verstuurd vanaf) .{2,80}$/i },
  {
    names: true,
    form: /^(?:outlook voor|download outlook|hämta outlook|hent outlook|få outlook|hanki outlook|lataa outlook|uzyskaj outlook|získat outlook|získejte outlook|stáhnout outlook|скачать outlook|загрузите outlook|获取 ?outlook|下载 ?outlook|下載 ?outlook|取得 ?outlook)(?![\p{L}]).{0,40}$/iu,
  },
  { names: false, form: /^(?:skickat (?:från|med|via)|skickades från|sendt (?:fra|med|via)|lähetetty) .{2,80}$/i },
  {
    names: false,
    form: /^(?:wysłan[eoy] (?:z|przez|za pomocą)|odesláno z|odoslané z|poslano z|trimis de pe|elküldve) .{2,80}$/i,
  },
  { names: true, form: /^(?:pobierz (?:aplikację )?outlook|az iphone-omról)(?=\s|$).{0,60}$/i },
  { names: false, form: /^(?:отправлено (?:с|из|от)|надіслано з|изпратено от|στάλθηκε από) .{2,80}$/i },
  { names: true, form: /^(?:ios|android).{1,12}outlook.{0,12}(?:入手|다운로드|받기|edinin|beszerzése).{0,4}$/i },
  { names: true, form: /^iphone['’]?(?:um|ı)dan gönderildi\.?$/i },
  { names: false, form: /^.{2,60} gönderildi\.?$/i },
  { names: true, form: /^(?:私の)?(?:iphone|ipad|android).{0,12}から送信.{0,20}$/i },
  { names: true, form: /^나의 (?:iphone|ipad|갤럭시).{0,4}에서 보냄.{0,20}$/i },
  { names: false, form: /^.{2,40}(?:에서 보냄|から送信).{0,20}$/i },
  { names: false, form: /^(?:发自|發自|来自|來自|從我的|从我的).{2,40}$/i },
  {
    names: false,
    form: /^(?:أرسلت من|أُرسلت من|تم الإرسال من|נשלח מה|נשלח מ|được gửi từ|đã gửi từ|ส่งจาก|dikirim dari).{2,80}$/i,
  },
];

/** Names of devices, systems and mail programs. "Mail" and "phone" alone are words of a sentence as well. */
export const devices: RegExp =
  /iphon|ipad|ipod|android|samsung|galaxy|huawei|honor \w|xiaomi|redmi|oppo|oneplus|motorola|nokia|xperia|blackberry|windows (?:phone|mail|10|11)|mail (?:for|für|pour|per|para|voor|do) windows|courrier pour windows|correo para windows|posta per windows|outlook|gmail|yahoo|\baol\b|\bgmx\b|web\.de|t-online|freenet|proton|tutanota|\btuta\b|k-9|fairemail|thunderbird|\bspark\b|airmail|bluemail|blue mail|mailbird|em client|zoho|yandex|яндекс|mail\.ru|почт[аыу] mail|aqua mail|\bnewton\b|edison|superhuman|shortwave|missive|\bspike\b|canary mail|mimestream|\bboxer\b|mailspring|fastmail|posteo|infomaniak|hushmail|mailfence|\bmy\s?mail\b|icloud|orange mail|libero|seznam|\bqq\b|网易|網易|smartphone|handy\b|mobiltelefon|mobil(?:e|en)? (?:mail )?app|мобильной|телефон|téléphone|portable|móvil|celular|telemóvel|telefoon|telefonu|手机|手機|アイフォン|携帯|갤럭시|아이폰|آيفون|هاتف|אייפון|אנדרואיד|\bapp\b/i;

/** Words of confidentiality footers. A paragraph counts when it is long and has two of them. Lower case. */
export const confidentialWords: readonly string[] =
  "confidential|intended recipient|intended solely|privileged|received this email in error|received this message in error|received this e-mail in error|delete this|unauthorized|disclosure|please notify the sender|vertraulich|irrtümlich|nicht der richtige adressat|unbefugte|informieren sie bitte den absender|vernichten sie|confidentiel|destinataire|par erreur|usage exclusif|confidencial|destinatario|por error|por engano|destinatário|riservat|per errore|vertrouwelijk|uitsluitend bestemd|ten onrechte|konfidentiell|avsedd mottagare|fortrolig|luottamuksellinen|poufn|adresata|omyłkowo|důvěrn|конфиденциальн|по ошибке|gizli|yanlışlıkla|機密|誤って|保密|误收|기밀|سرية|חסוי".split(
    "|",
  );

/** What such a footer speaks of: the mail that it stands in. Lower case. */
export const messageWords: RegExp =
  /e-?mail|\bmails?\b|message|nachricht|messagerie|courriel|mensaje|correo|mensagem|messaggio|bericht|meddeland|meddelelse|melding|viesti|wiadomoś|zpráv|správ|üzenet|mesaj|ileti|μήνυμα|сообщени|письм|повідомлен|メール|メッセージ|邮件|郵件|메일|메시지|رسالة|הודעה|thư/;
