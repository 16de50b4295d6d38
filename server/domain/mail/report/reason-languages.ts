import { languages } from "./reason-words.ts";

/** Word stems of a mail that somebody did not want. */
const refused =
  "abgelehnt|abgewiesen|zurückgewiesen|gesperrt|blockiert|verweigert|refusé|bloqué|rejeté|rechazad|bloquead|rifiutat|respint|bloccat|rejeitad|recusad|geweigerd|geblokkeerd|odrzucon|zablokowan|отклон|отвергну|заблокир|odmítn|odmietn|zablokov|avvisa|afvist|avvist|hylät|hylkä|estetty|reddedil|engellen|elutas|visszautas|respins|απορρίφθ|відхил|отхвърл|odbijen|zavrnjen";
const senders = languages.map(({ sender }) => sender).join("|");
/** Over few words, but not over the end of a sentence, the sender or a computer's address. */
const near = `(?:(?!${senders}|(?<!\\p{L})ip[- ])(?:[^.;!?]|[.](?=\\S))){0,60}?`;
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
    "(?:已|存储空间)?[满滿]了?(?=[^足意])|已[满滿]|超出.{0,6}(?:配[额額]|容量)|容量限制|(?<!サイズ[^。]{0,20})容量(?:不足|を超|超過|が一杯)|空[间間]不足|いっぱい|満杯|一杯です|가득|용량(?:을|이)? ?(?:모두 )?초과|꽉|(?:용량|공간)[이가]? ?부족|нет места|места нет|תיבת.{0,30}מלאה|صندوق.{0,30}ممتلئ|กล่อง.{0,40}เต็ม|hộp thư.{0,40}đầy|kotak (?:surat|masuk).{0,30}penuh|stockage insuffisant|(?:espace|stockage|espacio|almacenamiento|spazio|espaço|armazenamento|ruimte|opslag|miejsc|místo|utrymme|lagringsplads|lagringsplass|tila)\\p{L}{0,3}(?: [^ .;!?]{1,20}){0,4}? (?:épuisé|saturé|agotad|llen|insuficiente|esaurit|pien|esgotad|chei|vol(?!\\p{L})|wyczerpan|vyčerpán|fullt|opbrugt|loppu)|(?:закончилось|кончилось|недостаточно|brak|chybí|nedostatek) (?:\\p{L}{1,12} ){0,1}(?:место|места|miejsca|místa)",
  ),
];

export const closedInLanguages: readonly RegExp[] = [
  ...languages.flatMap(({ box, closed }) => eitherWay(box, closed)),
  form(
    "(?:已|被)(?:停用|禁用|冻结|凍結|注销|註銷)|利用停止|解約|アカウント.{0,10}(?:削除|停止)|(?:계정|메일함|사용자|아이디)[이가은는을를]? ?(?:삭제|탈퇴|정지|휴면|폐쇄)|휴면|해지|사용 ?중지|탈퇴|(?:konto|postfach)(?: \\p{L}{1,20}){0,3} gesperrt",
  ),
];

export const unknownInLanguages: readonly RegExp[] = [
  ...languages.flatMap(({ box, unknown, none }) => [
    ...eitherWay(box, unknown),
    form(`(?<!\\p{L})(?:${none}) ?(?:\\p{L}{1,12} )?(?:${box})`),
  ]),
  form(
    "(?:[无無]此|[没沒]有(?:这个|該|该|此))(?:用[户戶]|人|[帐帳账]号|收件人)|(?:收件人|地址|邮箱|用户)(?:.{0,8})(?:不是|不属于).{0,8}用户|(?:收件人|用户|邮箱)未(?:找到|注册)|查[无無]此|地址(?:错误|錯誤|无效|無效)|(?:无效|無效)的?(?:收件人|地址|用户)|收件人(?:无效|無效|错误)",
  ),
  form(
    "(?:ユーザ|アドレス|宛先|アカウント|メールボックス)[^。]{0,12}(?:存在し(?:ない|ませ)|見つかり?(?:ません|らな)|見つからな|ありません|ない(?:ため|。|$)|使われていま|使用されていま|登録されていま)|存在しない(?:アドレス|宛先|ユーザ|アカウント|メール)|該当する?ユーザ|アドレスが(?:無効|間違|誤)|無効な(?:アドレス|宛先)|없는 (?:계정|사용자|주소|수신)|(?:사용자|수신자|계정|주소|메일함)[가이은는] ?(?:없|잘못|유효하지|확인되지|등록되)|(?:사용자|수신자|계정|메일) 주소[가이은는] ?(?:없|잘못|유효하지)|(?:사용자|수신자|계정|주소)[을를] ?찾을 수 없|잘못된 (?:주소|수신|메일|이메일)|(?:הנמען|נמען|הכתובת|כתובת|תיבת|המשתמש).{0,30}(?:לא (?:נמצא|קיי|מוכר)|אינ\\p{L}{1,2} (?:קיי|תקי|מוכר))|(?:المستلم|العنوان|عنوان|المستخدم|صندوق).{0,30}(?:غير (?:معروف|صحيح|موجود|صالح)|لم يتم العثور|لا يوجد)|ไม่(?:พบ|มี)(?:ที่อยู่|ผู้รับ|ผู้ใช้|บัญชี)|không (?:tìm thấy|có) (?:người nhận|người dùng|địa chỉ|hộp thư)|(?:người nhận|địa chỉ).{0,20}không (?:tồn tại|hợp lệ|đúng)|(?:pengguna|penerima|alamat|akun).{0,20}tidak (?:dikenal|ditemukan|ada|valid|terdaftar)",
  ),
];

/** Of the sender, whatever is wrong with him: not of the address. */
export const senderInLanguages: readonly RegExp[] = languages.map(({ sender, box, unknown }) =>
  form(`(?<!\\p{L})(?:${sender})(?:(?!${box})[^.:;!?@<>]){0,40}?(?<!\\p{L})(?:${unknown}|${refused})`),
);

/** The mail's, where it stands near a word of exceeding. */
const sizes =
  "größe|nachrichtengröße|mailgröße|taille|tamaño|dimension[ei]|tamanho|grootte|rozmiar|размер|velikost|veľkosť|storlek|størrelse|méret|dimensiunea|boyut|μέγεθος|розмір";
const exceeded =
  "überschr|übersteig|dépass|superior|supera|exced|eccede|oltre|overschr|przekr|превыш|překro|prekro|översk|overskr|meghalad|depăș|aşı|aşt|υπερβ|перевищ";

export const tooBigInLanguages: readonly RegExp[] = [
  form(
    "dépasse la taille|supera (?:la dimensione|el tamaño|las dimensiones|le dimensioni)|excede (?:o tamanho|el tamaño)|zbyt duż|слишком больш|größer als|больше допустим|(?:письмо|сообщение|размер\\p{L}{0,3}) (?:\\p{L}{1,12} ){0,2}превыша|(?:邮件|信件|郵件|附件)(?:大小)?[过過超]|(?:サイズ|容量)[^。]{0,10}上限|サイズ[^。]{0,24}(?:超え|超過|オーバー)|大きすぎ|サイズ(?:制限)?を?超|크기[가를이]? ?(?:제한[을를]? ?|허용[^.]{0,6})?초과",
  ),
  form(`(?<!\\p{L})(?:${sizes})\\p{L}{0,3}(?: [^ ;!?]{1,60}){0,6}? (?:${exceeded})`),
  form(`(?<!\\p{L})(?:${exceeded})\\p{L}{0,6}(?: [^ .;!?]{1,20}){0,3}? (?:${sizes})`),
];

export const refusedInLanguages: readonly RegExp[] = [
  form(
    "拒收|被拒|拒绝|遭拒|黑名单|屏蔽|拦截|スパム|ブロック|수신[이을]? ?거부|거부되|스팸|(?<!\\p{L})gesperrt|отклонен|ч[её]рн\\p{L}{1,3} спис|no deseado|non desiderat|não solicitad|ongewenst|niechcian|nevyžád|oönskad|uønsket",
  ),
  form(
    "annahme verweigert|nimmt keine (?:weiteren )?(?:nachrichten|mails|e-mails)|(?:keine|nicht die) berechtigung|nicht berechtigt|pas autoris|non autoris|no (?:est[áa] )?autoriz|non (?:è |sei )?autorizz|não (?:está )?autoriz|niet (?:gemachtigd|toegestaan|bevoegd)|не разреш|brak uprawnie|nie ma uprawnie|není oprávn|saknar behörig|inte behörig|ikke (?:tilladelse|tillatelse)|ei ole oikeu|nincs jogosult|yetkiniz yok|izin veril",
  ),
  form(`(?<!\\p{L})(?:${refused})`),
];

/** Who was to take the mail gave no answer. */
export const unreachableInLanguages: readonly RegExp[] = [
  form(
    "(?:antwortet|reagiert|reagierte) nicht|nicht erreichbar|nicht zu erreichen|ne r[ée]pond pas|n'a pas répondu|injoignable|no (?:responde|respondió|contesta)|non (?:risponde|ha risposto)|non raggiungibile|não (?:responde|respondeu)|inacessível|не отвечает|не ответил|недоступен|nie odpowiada|nieosiągaln|(?:reageert|antwoordt) niet|niet bereikbaar|svarar inte|svarer ikke|ei vastaa|nem válaszol|nem elérhető|neodpovíd|nedostupn|nu răspunde|yanıt vermi|ulaşılamı|δεν απαντά|не відповіда|не отговаря|接続でき|応答(?:が|は)?(?:ありま|しま|な)|(?:没有|未|无)响应|[无無]法[连連]接|[连連]接[^，。]{0,10}(?:超时|失败|失敗|逾時)|응답하지 않|응답이 없|연결할 수 없|연결하지 못",
  ),
];

/** How long it was tried. */
export const expiredInLanguages: readonly RegExp[] = [
  form(
    "(?<!\\d)\\d{1,3} (?:tage?|stunden) lang|(?:seit|nach|innerhalb von) \\d{1,3} (?:tagen|stunden)|(?:depuis|pendant|après) \\d{1,3} (?:jours?|heures?)|(?:durante|tras|después de) \\d{1,3} (?:días?|horas?)|(?:per|dopo|da) \\d{1,3} (?:giorni|ore)|(?:durante|após) \\d{1,3} (?:dias?|horas?)|(?:gedurende|na) \\d{1,3} (?:dagen|uur)|(?:przez|po) \\d{1,3} (?:dni|dniach|godzin)|(?:в течение|после) \\d{1,3} (?:дн|час)|(?:i|efter|etter) \\d{1,3} (?:dagar|dage|dager|timmar|timer)|\\d{1,3} ?日間|\\d{1,3} ?時間(?:以内|経過)|\\d{1,3} ?天(?:内|后|後)",
  ),
];
