/** What a line of a quoted header is about. */
export type HeaderLabel = "from" | "to" | "cc" | "subject" | "date" | "replyTo";

const labels: Readonly<Record<HeaderLabel, string>> = {
  from: "from|von|de|expéditeur|da|van|från|fra|lähettäjä|od|odesílatel|odosielateľ|feladó|expeditor|de la|от|отправитель|від|от кого|από|kimden|gönderen|差出人|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|من|מאת|từ|người gửi|จาก|dari|pengirim|saatja|no|nuo|frá|remitente|mittente|afzender|remetente|en tant que",
  to: "to|an|à|a|para|destinataire|aan|till|til|vastaanottaja|do|komu|címzett|către|catre|la|кому|до|προς|kime|alıcı|宛先|收件人|收件者|받는 사람|받는사람|إلى|אל|đến|tới|ถึง|kepada|ke|destinatario|destinatário|geadresseerde|til:|saaja|kam|kellele|kam:",
  cc: "cc|kopie|copie à|copie|kopia|kopi|kopio|dw|másolatot kap|másolat|копия|копія|κοιν|bilgi|抄送|副本|참조|نسخة|עותק|cc to|con copia",
  subject:
    "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|subiect|тема|относно|θέμα|konu|件名|主题|主旨|主題|제목|الموضوع|נושא|chủ đề|tiêu đề|เรื่อง|หัวเรื่อง|subjek|perihal|teema|tēma|efni|onderwerp:",
  date: "date|sent|sent on|datum|gesendet|gesendet am|envoyé|envoyé le|enviado|enviado el|enviada em|enviado em|fecha|data|inviato|inviato il|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|data wysłania|wysłano|odesláno|odoslané|dátum|elküldve|trimis|data trimiterii|дата|отправлено|надіслано|изпратено|ημερομηνία|στάλθηκε|εστάλη|tarih|gönderildi|gönderme tarihi|日時|日付|送信日時|发送时间|日期|寄件日期|傳送日期|時間|时间|보낸 날짜|날짜|보낸날짜|تاريخ الإرسال|أرسلت|التاريخ|נשלח|תאריך|ngày|đã gửi|thời gian|วันที่|ส่งเมื่อ|tanggal|terkirim|dikirim|fecha de envío",
  replyTo: "reply-to|antwort an|répondre à|responder a|responder para|rispondi a|beantwoorden|svara till|svar til",
};

const labelByWord: ReadonlyMap<string, HeaderLabel> = new Map(
  (["replyTo", "cc", "to", "date", "subject", "from"] as const).flatMap((label) =>
    labels[label].split("|").map((word): [string, HeaderLabel] => [word, label]),
  ),
);

export type LabelledLine = { readonly label: HeaderLabel; readonly value: string };

/** The label at the beginning of a line, bold marks of plain text around it ignored; undefined for other lines. */
export function labelledLine(line: string): LabelledLine | undefined {
  const colon = firstColon(line);
  if (colon < 0) return undefined;
  const label = labelByWord.get(line.slice(0, colon).replace(/[*_]/g, "").replace(/\s+/g, " ").trim().toLowerCase());
  if (label === undefined) return undefined;
  return {
    label,
    value: line
      .slice(colon + 1)
      .replace(/^[\s*_]+/, "")
      .trim(),
  };
}

/** Within the first characters only: no label is longer. */
function firstColon(line: string): number {
  const start = line.slice(0, 40);
  const ends = [start.indexOf(":"), start.indexOf("：")].filter((at) => at > 0);
  return ends.length === 0 ? -1 : Math.min(...ends);
}

/** Lines that stand above a quoted or forwarded mail, dashes and blanks around them cut. Lower case. */
export const originalMarks: ReadonlySet<string> = new Set(
  "original message|original e-mail|oprindelig besked|mail original|courriel original|e-mail original|correo original|missatge original|izvorna poruka|originalna poruka|izvirno sporočilo|algne sõnum|originalus laiškas|sākotnējais ziņojums|پیام اصلی|original email|original appointment|ursprüngliche nachricht|originalnachricht|original-nachricht|ursprüngliche mail|message d'origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|origineel bericht|oorspronkelijke e-mail|ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|original meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|původní e-mail|pôvodná správa|eredeti üzenet|mesaj original|mesajul original|исходное сообщение|пересылаемое сообщение оригинал|оригинальное сообщение|оригінальне повідомлення|вихідне повідомлення|оригинално съобщение|αρχικό μήνυμα|orijinal mesaj|özgün ileti|元のメッセージ|オリジナルメッセージ|original message follows|回复的原邮件|回覆的原郵件|原始邮件|原始郵件|邮件原件|원본 메일|원본 메시지|الرسالة الأصلية|הודעה מקורית|thư gốc|tin nhắn gốc|ข้อความต้นฉบับ|pesan asli|reply message|antwort nachricht".split(
    "|",
  ),
);

/** Too common as words to be signs without long dashes around them. */
export const dashedMarks: ReadonlySet<string> = new Set(["original", "原文"]);

export const forwardMarks: ReadonlySet<string> = new Set(
  "forwarded message|begin forwarded message|forwarded by|forwarded email|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message transféré|message transmis|début du message transféré|début du message réexpédié|mensaje reenviado|inicio del mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|vidarebefordrat meddelande|vidarebefordrat brev|vidarebefordrat mejl|start på vidarebefordrat brev|videresendt meddelelse|videresendt melding|start på videresendt besked|videresendt e-mail|start på videresendt melding|välitetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|wiadomość przekazana dalej|przekazana wiadomość|początek przekazywanej wiadomości|přeposlaná zpráva|začátek přeposílané zprávy|preposlaná správa|továbbított üzenet|továbbított levél|mesaj redirecționat|mesaj redirectionat|început mesaj redirecționat|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|переслане повідомлення|пересилане повідомлення|препратено съобщение|προωθημένο μήνυμα|yönlendirilmiş mesaj|iletilen mesaj|iletilmiş mesaj|başlangıç yönlendirilen ileti|転送メッセージ|転送されたメッセージ|以下は転送されたメッセージです|轉寄的郵件|转发的邮件|转发邮件信息|已转发邮件|转发的消息|开始转发的邮件|전달된 메일|전달된 메시지|الرسالة المعاد توجيهها|رسالة معاد توجيهها|הודעה שהועברה|הודעה מועברת|thư được chuyển tiếp|ข้อความที่ส่งต่อ|pesan terusan|pesan diteruskan".split(
    "|",
  ),
);

/** The words of a separator line: `-----Original Message-----` → `original message`. Empty for lines that are none. */
export function markWords(line: string): string {
  if (line.length > markMax) return "";
  const words = line
    .replace(/^[\s\-_=*#>~—–]+/, "")
    .replace(/[\s\-_=*#<~—–:：]+$/, "")
    .replace(/\s+/g, " ");
  return words.toLowerCase();
}

const markMax = 120;
