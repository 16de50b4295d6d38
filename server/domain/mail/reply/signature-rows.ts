/** Footers that mobile clients set, in several languages. Each is a whole line. */
export const mobileFooters: readonly RegExp[] = [
  /^(?:sent|get|download|sent securely) (?:from|with|via|using|by|outlook for|yahoo mail for)\b.{0,120}$/i,
  /^(?:von meine[mr]|gesendet (?:von|mit|über|aus)|diese nachricht wurde von meine[mr]|holen sie sich outlook|laden sie outlook)\b.{0,120}$/i,
  /^(?:envoyé (?:de|depuis|à partir)|obtenez outlook|téléchargez outlook|provenance)\b.{0,120}$/i,
  /^(?:enviado (?:desde|do|a partir|del|com)|obtener outlook|obter o outlook|obtenha o outlook)\b.{0,120}$/i,
  /^(?:inviato (?:da|dal|con)|scarica outlook|ottieni outlook)\b.{0,120}$/i,
  /^(?:verzonden (?:vanaf|met|via|vanuit)|verstuurd vanaf|outlook voor|download outlook)\b.{0,120}$/i,
  /^(?:skickat från|skickades från|hämta outlook|sendt fra|sendt med|hent outlook|få outlook|lähetetty|hanki outlook)(?=\s|$).{0,120}$/i,
  /^(?:wysłan[eoy] z|pobierz (?:aplikację )?outlook|odesláno z|odoslané z|poslano z|trimis de pe|az iphone-omról|elküldve)(?=\s|$).{0,120}$/i,
  /^(?:отправлено (?:с|из)|надіслано з|изпратено от|στάλθηκε από)(?=\s|$).{0,120}$/i,
  /^(?:iphone['’]?(?:um|ı)dan gönderildi|.{1,40} cihazımdan gönderildi|.{0,40}(?:iphone|ipad|android).{0,20}gönderildi)\.?$/i,
  /^(?:(?:私の)?(?:iphone|ipad|android).{0,12}から送信|発自我的|发自我的|從我的 ?.{2,20}傳送|从我的.{2,20}发送|나의 (?:iphone|ipad|갤럭시).{0,4}에서 보냄|.{0,20}에서 보냄).{0,40}$/i,
  /^(?:发自|来自)(?:我的)?.{2,40}$/,
  /^(?:أرسلت من|أُرسلت من|تم الإرسال من|נשלח מה|נשלח מ|được gửi từ|đã gửi từ|ส่งจาก|dikirim dari).{0,80}$/i,
];

/** Words of confidentiality footers. A paragraph counts when it is long and has two of them. Lower case. */
export const confidentialWords: readonly string[] =
  "confidential|intended recipient|intended solely|privileged|received this email in error|received this message in error|received this e-mail in error|delete this|unauthorized|disclosure|please notify the sender|vertraulich|irrtümlich|nicht der richtige adressat|unbefugte|informieren sie bitte den absender|vernichten sie|confidentiel|destinataire|par erreur|usage exclusif|confidencial|destinatario|por error|por engano|destinatário|riservat|per errore|vertrouwelijk|uitsluitend bestemd|ten onrechte|konfidentiell|avsedd mottagare|fortrolig|luottamuksellinen|poufn|adresata|omyłkowo|důvěrn|конфиденциальн|по ошибке|gizli|yanlışlıkla|機密|誤って|保密|误收|기밀|سرية|חסוי".split(
    "|",
  );
