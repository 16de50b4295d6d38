/**
 * Prefix + subject, without stacking (wire.md 5.3): from the front every repetition of the trimmed prefix goes first, without case;
 * for `Re:` its relatives in other languages too, for `Fwd:` and `Fw:` theirs. An empty prefix leaves the subject alone.
 */
export function prefixSubject(prefix: string, subject: string): string {
  const trimmed = prefix.trim().toLowerCase();
  if (trimmed === "") return prefix + subject;
  const relatives = trimmed === "re:" ? replyPrefix : forwardPrefixes.has(trimmed) ? forwardPrefix : undefined;
  let rest = subject;
  for (let cut = prefixLength(rest, trimmed, relatives); cut > 0; cut = prefixLength(rest, trimmed, relatives)) {
    rest = rest.slice(cut);
  }
  return prefix + rest.trimStart();
}

/** The subject with the tag behind its reply and forward marks, unless it is there already or there is no room for it. mail.md 5.1-3 */
export function taggedSubject(subject: string, tag: string): string {
  if (subject.includes(tag) || subject.length > taggableMax) return subject;
  const marks = leadingMarks.exec(subject)?.[0] ?? "";
  return `${marks}${tag} ${subject.slice(marks.length)}`.trimEnd();
}

/**
 * The base subject of RFC 5256 §2.1, in lower case for comparing: blanks joined, reply and forward marks, list blobs in front and
 * `(fwd)` behind taken off. The marks of other languages count as well.
 */
export function baseSubject(subject: string): string {
  let rest = comparable(subject).replace(/\s+/g, " ").trim();
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = withoutLeader(withoutTrailer(rest));
  }
  return rest;
}

/** Whether two subjects have nothing to do with each other; one without a subject says nothing. */
export function isOtherSubject(one: string, other: string): boolean {
  const [left, right] = [baseSubject(one), baseSubject(other)];
  return left !== "" && right !== "" && left !== right;
}

/** Whether the subject says that the mail answers another one; a forward does not. */
export function hasReplyPrefix(subject: string): boolean {
  let rest = comparable(subject).trimStart();
  for (let blobs = 0; blobs < 3; blobs++) rest = rest.replace(blob, "").trimStart();
  return replyMark.test(rest);
}

/** In lower case, characters of full width as others; the Turkish İ as i, not as two characters. */
function comparable(subject: string): string {
  return subject.slice(0, comparedMax).normalize("NFKC").toLowerCase().replaceAll("i\u0307", "i");
}

/** Characters that are compared; nobody writes longer subjects by hand. */
const comparedMax = 1000;
const replyPrefix = /^(?:re(?:\[\d+\])?|aw|sv|vs|antw):/i;
const forwardPrefixes: ReadonlySet<string> = new Set(["fwd:", "fw:"]);
const forwardPrefix = /^(?:fwd?|wg):/i;
/** What clients put before the subject of an answer, by language; also Italy's single letter. Lower case. */
const answerWords =
  "re|aw|antw|antwort|sv|svar|vs|vast|vastus|res|resp|r|rif|réf|rép|réponse|odp|odg|odgovor|ynt|yan|vá|válasz|bls|balas|ats|atb|er|ră|răsp|отв|ответ|на|відп|απ|σχετ|השב|תגובה|رد|الرد|پاسخ|返信|回信|회신|답장|回复|回覆|答复|答覆|ตอบ|ตอบกลับ|trả lời|reply";
/** And of a forward. */
const forwardWords =
  "fwd?|wg|rv|tr|enc|pd|doorst|vb|vl|hl|i|ilt|trs|továbbítás|továbbítva|přep|fs|πρθ|пересл|הועבר|إعادة توجيه|転送|전달|转发|轉寄|轉發|ส่งต่อ|chuyển tiếp";
/** subj-refwd of RFC 5256 §5 and its relatives: `Re[2]:`, `Re(2):`, `Antw.:`. */
const behindWord = "\\.? ?(?:\\[[^[\\]]*\\] ?|\\(\\d{1,3}\\) ?|\\^\\d{1,3} ?)?[:：]";
const mark = new RegExp(`^(?:${answerWords}|${forwardWords})${behindWord}`);
const leadingMarks = new RegExp(`^\\s*(?:${mark.source.slice(1)}\\s*){0,9}`, "i");
/** mail.md 9: 998 bytes when encoded. */
const taggableMax = 250;
const replyMark = new RegExp(`^(?:${answerWords})${behindWord}`);
/** `[list]`, and what gateways warn with: `{Spam?}`, `***SPAM***`. */
const blob = /^(?:\[[^[\]]*\]|\{[^{}]{1,40}\}|\*{1,5}[^*]{1,40}\*{1,5}) ?/;

/** How much of the front is a prefix, leading blanks included; 0 when none is there. */
function prefixLength(subject: string, trimmed: string, relatives: RegExp | undefined): number {
  const start = subject.trimStart();
  const blanks = subject.length - start.length;
  if (start.slice(0, trimmed.length).toLowerCase() === trimmed) return blanks + trimmed.length;
  const relative = relatives?.exec(start);
  return relative === null || relative === undefined ? 0 : blanks + relative[0].length;
}

function withoutTrailer(subject: string): string {
  return subject.endsWith("(fwd)") ? subject.slice(0, -"(fwd)".length).trimEnd() : subject;
}

function withoutLeader(subject: string): string {
  if (subject.startsWith("[fwd:") && subject.endsWith("]")) return subject.slice("[fwd:".length, -1).trim();
  const afterMark = subject.replace(mark, "").trimStart();
  if (afterMark !== subject) return afterMark;
  const afterBlob = subject.replace(blob, "");
  return afterBlob === "" ? subject : afterBlob;
}
