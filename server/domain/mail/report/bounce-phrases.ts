import {
  congestionForms,
  contentForms,
  disabledForms,
  expiredForms,
  fullForms,
  nobodyForms,
  noDomainForms,
  type ReasonForms,
  refusedForms,
  senderForms,
  sizeForms,
  unreachableForms,
} from "./bounce-forms.ts";
import {
  closedInLanguages,
  expiredInLanguages,
  fullInLanguages,
  refusedInLanguages,
  senderInLanguages,
  tooBigInLanguages,
  unknownInLanguages,
  unreachableInLanguages,
} from "./reason-languages.ts";

/** A reason that words tell, by phrases in several languages, lower case, or by forms of English. */
export type ReasonRow = { readonly status: string; readonly phrases: readonly string[]; readonly forms: ReasonForms };

/** What servers say instead of a code, or against it. The first row with a phrase or form in the text decides. */
export const bouncePhrases: readonly ReasonRow[] = [
  row(
    "5.7.26",
    "unauthenticated email|unauthenticated mail|authentication results|does not pass authentication|dmarc policy|dkim signature|sender policy framework",
  ),
  // Of the sender, not of the address.
  row(
    "5.7.1",
    "sender address rejected|sender address has been|sender rejected|sender denied|sender verify failed|sender domain|invalid sender|unroutable sender|unrouteable sender|sender email address rejected|bogus mail from|null sender|empty envelope sender|sender is spammer|sender not pre-approved|domain of sender|address used to send|emetteur invalide|émetteur invalide|empty email address",
    [...senderForms, ...senderInLanguages],
  ),
  row(
    "5.2.2",
    "brevlåda är full|inkorg är full|postkasse er fuld|indbakke er fuld|postboksen er full|innboksen er full|postilaatikko on täynnä|schránka příjemce je plná|schránka je plná|postafiók megtelt|postafiókja megtelt|poștală este plină|γραμματοκιβώτιο είναι γεμάτο|תיבת הדואר מלאה|صندوق البريد ممتلئ|กล่องจดหมายเต็ม|hộp thư đã đầy|kotak surat penuh|kotak masuk penuh|メールボックスがいっぱい|가득 찼|скринька переповнена|кутия е пълна|sandučić je pun|poštni predal je poln|jest pełna|posta kutusu dolu|mailbox full|mailbox is full|mailbox was full|mail box full|inbox is full|inbox full|over quota|overquota|quota exceeded|exceeded quota|over its quota|exceeded storage|out of storage|disk quota|quota full|insufficient disk|mailbox has exceeded|exceeded the storage|postfach voll|postfach ist voll|postfach des empfängers ist voll|speicherplatz|boîte pleine|boîte aux lettres pleine|boîte de réception est pleine|buzón lleno|bandeja de entrada llena|bandeja de entrada del destinatario está llena|casella piena|casella è piena|caixa de entrada cheia|caixa cheia|mailbox vol|postvak is vol|inkorgen är full|skrzynka pełna|skrzynka jest pełna|ящик переполнен|превышена квота|переполнен|メールボックスが一杯|容量オーバー|受信箱がいっぱい|邮箱已满|信箱已满|空间不足|편지함이 가득|용량 초과|mailbox would exceed|mailbox size limit|too much mail data|space has been used up|boite du destinataire pleine|enough space",
    [...fullForms, ...fullInLanguages],
  ),
  row("5.6.0", "message mime complexity|nonencoded 8-bit|mime error", contentForms),
  row("5.4.5", "temporarily deferred|server busy|mail system congest", congestionForms),
  row(
    "5.3.4",
    "muito grande|för stor|for stor|liian suuri|příliš velk|príliš veľk|túl nagy|prea mare|πολύ μεγάλο|גדולה מדי|كبيرة جدا|ใหญ่เกินไป|quá lớn|terlalu besar|завелике|твърде голям|prevelik|çok büyük|message too large|message is too large|message too big|too big|size limit|exceeds size|exceeds the maximum|exceeds maximum|message size exceeds|exceeded the maximum size|maximum message size|message file too big|zu groß|zu gross|größenbeschränkung|trop volumineux|taille maximale|demasiado grande|tamaño máximo|troppo grande|te groot|för stort|za duża|слишком большое|превышает максимальный|サイズ超過|サイズが大きすぎ|邮件太大|大小超过|너무 큽니다|taille limite|message length exceeds",
    [...sizeForms, ...tooBigInLanguages],
  ),
  row(
    "5.4.3",
    "host not found, try again|malformed name server reply|malformed or unexpected name server reply|host name lookup failure|dns lookup failure|temporary dns",
  ),
  row("5.1.10", "nullmx|null mx|domain does not accept mail|host does not accept mail"),
  row(
    "5.2.1",
    "account disabled|account is disabled|account has been disabled|mailbox disabled|mailbox is disabled|user disabled|account is inactive|mailbox is inactive|inactive mailbox|account inactive|account has been suspended|account deactivated|no longer active|not accepting mail|konto deaktiviert|konto ist deaktiviert|compte désactivé|cuenta desactivada|cuenta inactiva|account disattivato|konto zablokowane|ящик отключен|учетная запись отключена|账号已停用|帐号已禁用|currently suspended|temporarily locked|is frozen|invalid/inactive|not collected|archivee|archivé|has been suspended|temporary locked|temporarily locked|suspend the service",
    [...disabledForms, ...closedInLanguages],
  ),
  row(
    "5.1.2",
    "host unknown|unknown host|domain not found|host or domain name not found|no such domain|domain does not exist|domain doesn't exist|nxdomain|bad destination host|illegal host/domain|domain name not found|dns-fehler|domain nicht gefunden|domaine introuvable|dominio no encontrado|couldn't be found: domain|no mx record|no valid mx|no mx host|mx hosts found|couldn't find the domain|domain couldn't be found|name or service not known|illegal host|unrouteable mail domain|domain is not reachable|couldn't find any host|could not find any host|no route for current request|unroutable address|dns records for",
    noDomainForms,
  ),
  row(
    "5.1.1",
    "ei ole olemassa|käyttäjää ei löydy|vastaanottajaa ei löydy|nincs ilyen felhasználó|ismeretlen felhasználó|nu există|utilizator necunoscut|δεν υπάρχει|άγνωστος χρήστης|לא קיים|לא קיימת|غير موجود|ไม่พบผู้ใช้|ไม่มีผู้ใช้|không tồn tại|tidak ditemukan|не знайдено|не існує|не съществува|ne postoji|ne obstaja|mevcut değil|bulunamadı|recipient address rejected: access denied|user unknown|unknown user|no such user|unknown recipient|recipient unknown|no such recipient|does not exist|doesn't exist|mailbox not found|mailbox unavailable|no mailbox here|invalid recipient|invalid mailbox|invalid address|unknown address|address unknown|address not found|address couldn't be found|address could not be found|wasn't found|couldn't be found|not listed in|user not found|recipnotfound|no such mailbox|mailbox does not exist|bad destination mailbox|doesn't have a|no such person|cuda nsu|unknown local part|unrouteable address|addressee unknown|subscriber unknown|unknown subscriber|not a valid recipient|no valid recipients|not our customer|no account by that name|account does not exist|empfänger unbekannt|unbekannter empfänger|benutzer unbekannt|existiert nicht|nicht gefunden|unbekannte adresse|utilisateur inconnu|destinataire inconnu|n'existe pas|introuvable|adresse inconnue|usuario desconocido|destinatario desconocido|no existe|no se encontró|no se ha encontrado|utente sconosciuto|non esiste|non trovato|indirizzo sconosciuto|não existe|não foi encontrado|usuário desconhecido|bestaat niet|onbekende gebruiker|niet gevonden|finns inte|okänd mottagare|findes ikke|finnes ikke|nie istnieje|nieznany użytkownik|nie znaleziono|neexistuje|nem létezik|kullanıcı bulunamadı|пользователь не найден|не существует|не найден|неизвестный пользователь|存在しません|宛先不明|リストにありません|リストに存在しません|ユーザー不明|见つかりません|見つかりません|不存在|用户未找到|找不到|存在하지|존재하지 않|찾을 수 없",
    [...nobodyForms, ...unknownInLanguages],
  ),
  row(
    "5.4.6",
    'too many hops|hop count exceeded|mail loop|routing loop|loops back to myself|message looping|forwarding loop|mail loop|looping|too many "received"',
  ),
  row(
    "5.4.7",
    "delivery time expired|message expired|retry timeout exceeded|retry time not reached|message timeout|too long in queue|delivery expired|giving up|has not been collected|queue too long|in the queue for|allowed queue period|retry time|could not be delivered for more than|was not delivered within|envelope expired|delivery failed after|message timed out|have been failing for a long time|after multiple retries",
    expiredForms,
  ),
  row(
    "5.4.1",
    "connection timed out|connection refused|timed out|no route to host|network is unreachable|could not connect|couldn't connect|not responding|no answer from host|unreachable|connection dropped|zeitüberschreitung|délai d'attente|tiempo de espera|keine verbindung|could not find a gateway|server did not respond|host not reachable|host is unreachable|unable to connect|wasn't able to establish|smtp connection failed|requests to connect|connect error|socket error|could not connect and|connection reset|lost connection|remote host is not|did not answer|temporarily unavailable",
    [...unreachableForms, ...unreachableInLanguages],
  ),
  row(
    "5.7.1",
    "indésirable|rejeté|avvist|afvist|hylätty|odmítnut|odmietnut|elutasít|respins|απορρίφθηκε|נדחתה|تم رفض|ถูกปฏิเสธ|bị từ chối|ditolak|відхилено|отхвърлен|odbijen|zavrnjen|reddedildi|spam|blocked|block list|blocklist|blacklist|black list|denylist|reputation|policy|prohibited|not authorized|not allowed|not permitted|access denied|permission|virus|malware|banned|unsolicited|content rejected|rejected by the recipient|relaying denied|relay access denied|unable to relay|listed at|rbl|restricted|richtlinie|abgelehnt|blockiert|refusé|bloqué|bloqueado|política|rifiutato|geweigerd|geblokkeerd|odrzucon|отклонено|заблокирован|спам|垃圾邮件|拒绝|拒否|迷惑メール|차단|as a relay|relay not permitted|relay denied|relaying mail|allowed rcpthosts|open relay|not a gateway|authentication required|authentication is required|members-only|not allowed to post|permission to post|not subscribed|junk|bulk|unacceptable|content filter|infected|phishing|ptr record|reverse dns|greylist|not accepting mail from|accepting mail with|not accept messages|refuse to receive|refuses to accept|user reject|rejected by user|禁止|封禁|疑似垃圾|organizational settings|drbl|potentially executable|requires confirmation|request a whitelist",
    [...refusedForms, ...refusedInLanguages],
  ),
  // How long it was tried tells only where nothing else does: what is quarantined is kept for days, too.
  row("5.4.7", "", expiredInLanguages),
];

function row(status: string, text: string, forms: ReasonForms = []): ReasonRow {
  return { status, phrases: text === "" ? [] : text.split("|"), forms };
}
