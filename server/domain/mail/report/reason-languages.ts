/**
 * How reasons are told in other languages than English: a word for the address, and within a few words of it one for what is wrong. Word
 * stems, lower case; what a language says of the sender is not the address's fault (mail.md 8.2).
 */
type ReasonWords = {
  readonly box: string;
  readonly sender: string;
  readonly unknown: string;
  /** Stands right in front of the address's word. */
  readonly none: string;
  readonly closed: string;
  readonly full: string;
};

const languages: readonly ReasonWords[] = [
  {
    box: "empfänger|adresse|mailadresse|benutzer|nutzer|konto|account|postfach|mailbox|teilnehmer",
    sender: "absender",
    unknown: "unbekannt|nicht bekannt|ungültig|nicht vorhanden|existiert nicht|nicht gefunden",
    none: "kein|keine|keinen",
    closed: "gelöscht|deaktiviert|geschlossen|stillgelegt|inaktiv|abgeschaltet",
    full: "voll(?!\\p{L})|überfüllt|limit erreicht|erschöpft|überschritten",
  },
  {
    box: "destinataire|adresse|utilisateur|compte|bo[iî]te|messagerie|abonné|bal(?!\\p{L})",
    sender: "exp[ée]diteur|[ée]metteur",
    unknown: "inconnu|inexist|invalide|introuvable|n'existe pas|erroné",
    none: "aucun|aucune|pas de|pas d'",
    closed: "fermé|supprimé|inacti|désactivé|clôturé|résilié|suspendu",
    full: "pleine|saturée|remplie|quota|insuffisant|dépassé",
  },
  {
    box: "usuario|direcci[óo]n|cuenta|destinatario|buz[óo]n|casilla|bandeja",
    sender: "remitente|emisor",
    unknown:
      "inexistente|no existe|no (?:es|está) v[áa]lid|no v[áa]lid|inv[áa]lid|desconocid|incorrect|no encontrad|err[óo]ne",
    none: "ning[úu]n|ninguna",
    closed: "desactivad|eliminad|inactiv|cerrad|suspendid|deshabilitad|dada de baja",
    full: "llen[oa]|excedid|superado|sin espacio|cuota|l[íi]mite",
  },
  {
    box: "utente|indirizzo|account|destinatario|casella|cassetta|mailbox",
    sender: "mittente",
    unknown: "inesistente|inesistenti|non esiste|non valid|sconosciut|errat|non trovat|non presente",
    none: "nessun|nessuna",
    closed: "disattivat|disabilitat|cancellat|chius|sospes|inattiv|scadut",
    full: "pien[ao]|esaurit|superat|quota",
  },
  {
    box: "usuário|utilizador|endereço|conta|destinatário|caixa",
    sender: "remetente",
    unknown: "inexistente|não existe|inválid|desconhecid|incorret|não encontrad|não localizad",
    none: "nenhum|nenhuma",
    closed: "desativad|excluíd|inativ|encerrad|suspens|bloqueada por inatividade",
    full: "chei[oa]|excedid|lotad|sem espaço|cota",
  },
  {
    box: "gebruiker|adres|ontvanger|account|postvak|postbus|mailbox|geadresseerde",
    sender: "afzender",
    unknown: "onbekend|ongeldig|bestaat niet|niet gevonden",
    none: "geen",
    closed: "opgeheven|gedeactiveerd|verwijderd|gesloten|inactief",
    full: "vol(?!\\p{L})|overschreden|quotum",
  },
  {
    box: "użytkowni|kont|adres|odbior|skrzynk",
    sender: "nadawc",
    unknown: "nie istnieje|nieprawidłow|nieznan|niepoprawn|nie znalezion|błędn|nieistniejąc",
    none: "brak|brak takiego|nie ma takiego",
    closed: "usunięt|nieaktywn|wyłączon|zamknięt|zawieszon",
    full: "pełna|przepełnion|przekroczon|zapełnion",
  },
  {
    box: "пользовател|адрес|ящик|получател|аккаунт|учётн|учетн|почт",
    sender: "отправител",
    unknown: "не существ|несуществ|не найден|неверн|неизвест|некоррект|недействит|недопустим",
    none: "нет такого|нет такой|такого",
    closed: "удал[её]н|отключ|деактивир|неактив|закрыт",
    full: "переполнен|заполнен|квот|превышен",
  },
  {
    box: "uživatel|používateľ|schránk|adres|příjemc|príjemc|účet",
    sender: "odesílatel|odosielateľ",
    unknown: "neexist|neplatn|neznám|nenalez|nenájden|chybn",
    none: "žádn|žiadn",
    closed: "zrušen|smazán|deaktivov|neaktivn|zablokovan",
    full: "plná|plna|přeplněn|preplnen|překročen|prekročen|kvót",
  },
  {
    box: "användar|mottagar|adress|konto|brevlåd|inkorg|bruger|modtager|postkasse|indbakke|bruker|mottaker|postboks|innboks|käyttäjä|vastaanottaja|osoite|postilaatik",
    sender: "avsändar|afsender|avsender|lähettäjä",
    unknown:
      "finns inte|okän[dt]|ogiltig|findes ikke|ukendt|ugyldig|finnes ikke|ukjent|ei löydy|tuntematon|virheelli|ei ole olemassa",
    none: "ingen|ei ole",
    closed: "avslutad|inaktiv|lukket|deaktiver|suljettu|stängt",
    full: "(?:är|er) full|(?:är|er) fuld|fyllt|täynnä|överskriden|overskredet",
  },
  {
    box: "kullanıcı|adres|hesap|kutusu|alıcı",
    sender: "gönderen",
    unknown: "bulunamadı|mevcut değil|geçersiz|bilinmeyen|bilinmiyor|yok(?!\\p{L})|hatalı",
    none: "böyle bir",
    closed: "kapatıl|kapalı|devre dışı|silin|askıya",
    full: "dolu|doldu|aşıldı|kota",
  },
  {
    box: "címzett|postafiók|cím|felhasználó|utilizator|adres[aăe]|căsuț|cutia|cont(?:ul)?|destinatar|χρήστη|διεύθυνση|παραλήπτη|γραμματοκιβώτιο|λογαριασμ|користувач|адрес|скриньк|одержувач|потребител|получател|кути|korisnik|uporabnik|naslov|sanduč|predal",
    sender: "feladó|expeditor|αποστολέα|відправник|подател|pošiljatelj|pošiljalac",
    unknown:
      "ismeretlen|nem létez|érvénytelen|nu exist|invalid|necunoscut|inexistent|δεν υπάρχει|μη έγκυρ|άγνωστ|не існує|невірн|невідом|недійсн|не съществува|невалид|непознат|ne postoji|ne obstaja|nepoznat|neznan|neveljav|nevažeć",
    none: "nincs ilyen|niciun",
    closed: "megszűnt|törölt|dezactivat|închis|απενεργοποι|видален|вимкнен|изтрит|деактивир|deaktiviran|izbrisan",
    full: "megtelt|betelt|plin[ăa]|plină|πλήρ|γεμάτ|переповнен|пълна|препълнен|pun(?!\\p{L})|poln",
  },
];

const refused =
  "abgelehnt|gesperrt|blockiert|verweigert|refusé|bloqué|rejeté|rechazad|bloquead|rifiutat|bloccat|rejeitad|bloquead|geweigerd|geblokkeerd|odrzucon|zablokowan|отклон|заблокир|odmítn|zablokov|avvisa|afvist|avvist|hylätty|reddedil|engellen|elutas|respins|απορρίφθ|відхил|отхвърл|odbijen|zavrnjen";
const senders = languages.map(({ sender }) => sender).join("|");
/** Over few words, but not over the end of a sentence, the sender or a computer's address. */
const near = `(?:(?!${senders}|(?<!\\p{L})ip[- ])[^.;!?]){0,40}?`;
/** `your account` is the sender's own. */
const begin = "(?<!\\p{L}|(?<!\\p{L})(?:ip[- ]|(?:ihr|ihre|votre|uw|ваш|ваша|vaše|váš|twoje|twój) ))";
const form = (text: string) => new RegExp(text, "u");

const eitherWay = (box: string, state: string) => [
  form(`${begin}(?:${box})${near}(?<!\\p{L})(?:${state})`),
  form(`(?<!\\p{L})(?:${state})\\p{L}{0,6} (?:\\p{L}{1,12} ){0,2}(?:${box})`),
];

export const fullInLanguages: readonly RegExp[] = [
  ...languages.flatMap(({ box, full }) => eitherWay(box, full)),
  form(
    "(?<!\\p{L})(?:kontingent|cuota|cota|quotum|kvót\\p{L}{0,2}|kota|limit) (?:\\p{L}{1,12} ){0,2}(?:überschr|exced|super|overschr|překroč|aşıl)",
  ),
  form(
    "(?:superado|překročena|przekroczono) (?:\\p{L}{1,12} )?(?:cuota|kvóta|limit)|espace (?:disque )?insuffisant|sin espacio|spazio esaurito|sem espaço",
  ),
  form(
    "已[满滿]|超出配[额額]|容量(?:不足|を超|超過|が一杯)|空[间間]不足|いっぱい|満杯|一杯です|가득|용량(?:을|이)? ?초과|꽉|용량 부족",
  ),
];

export const closedInLanguages: readonly RegExp[] = [
  ...languages.flatMap(({ box, closed }) => eitherWay(box, closed)),
  form("(?:已|被)(?:停用|禁用|冻结|凍結|注销|註銷)|利用停止|解約|휴면|해지|사용 ?중지|탈퇴"),
];

export const unknownInLanguages: readonly RegExp[] = [
  ...languages.flatMap(({ box, unknown, none }) => [
    ...eitherWay(box, unknown),
    form(`(?<!\\p{L})(?:${none}) ?(?:\\p{L}{1,12} )?(?:${box})`),
  ]),
  form(
    "[无無]此(?:用[户戶]|人|[帐帳账]号)|查[无無]此|地址(?:错误|錯誤|无效|無效)|(?:无效|無效)的?(?:收件人|地址|用户)|收件人(?:无效|無效|错误)",
  ),
  form(
    "該当する?ユーザ|アドレスが(?:無効|間違|誤)|無効な(?:アドレス|宛先)|없는 (?:계정|사용자|주소|수신)|(?:사용자|수신자|계정)[가이] 없|잘못된 (?:주소|수신|메일|이메일)",
  ),
];

/** Of the sender, whatever is wrong with him: not of the address. */
export const senderInLanguages: readonly RegExp[] = languages.map(({ sender, box, unknown }) =>
  form(`(?<!\\p{L})(?:${sender})(?:(?!${box})[^.:;!?@<>]){0,40}?(?<!\\p{L})(?:${unknown}|${refused})`),
);

export const tooBigInLanguages: readonly RegExp[] = [
  form(
    "dépasse la taille|supera (?:la dimensione|el tamaño|las dimensiones)|excede (?:o tamanho|el tamaño)|zbyt duż|(?:письмо|сообщение|размер\\p{L}{0,3}) (?:\\p{L}{1,12} ){0,2}превыша|größe (?:\\p{L}{1,12} ){0,3}(?:überschr|übersteig)|(?:邮件|信件|郵件|附件)(?:大小)?[过過超]|サイズ(?:制限)?を?超|크기(?:가|를)? ?초과",
  ),
];

export const refusedInLanguages: readonly RegExp[] = [
  form("拒收|被拒|スパム|ブロック|수신 ?거부|스팸|(?<!\\p{L})gesperrt|отклонен"),
];
