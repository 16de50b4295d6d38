/**
 * How servers put a reason in words of their own: one for the address, and near it one for what is wrong with it. Searched in lower case
 * with single blanks. Words between are counted and parted by one blank each, so no place is tried twice (reliability.md S15).
 */
export type ReasonForms = readonly RegExp[];

const box =
  "(?:mail ?box(?:es)?|mail ?folder|inbox|accounts?|users?|user ?name|user ?id|recipients?|recipient name|addressee|(?:mail ?)?address(?:es)?|alias|local[ -]part|subscriber|customer|person|employee)";
/** Few words between, none of which ends a sentence. */
const gap = (most: number): string => `(?: [^ ;!?]{0,99}[^ ;!?.]){0,${most}}?`;
const were =
  "(?: (?:is|was|are|were|be|been|has|have|being|could|can|currently|administratively|temporarily|permanently|already)){0,4}";

export const fullForms: ReasonForms = [
  /\bfull (?:mail ?box|inbox|mail folder)\b/,
  new RegExp(`\\b(?:mail ?box|inbox|mail ?folder|maildir|storage)${gap(3)}${were} full\\b`),
  new RegExp(
    `\\b${box}(?:'s)?${gap(4)} (?:exceeds?|exceeded|exhausted|over|reached)(?: [a-z]{1,20}){0,4} (?:quota|limit|storage|space|capacity|size)\\b`,
  ),
  /\bmail ?box(?: size| quota| storage| space)? (?:limit|quota)\b|\b(?<!sending |message |hourly |daily |rate )quota\b/,
  new RegExp(
    `\\b(?:insufficient|not enough|out of|lack of|no more|no)${gap(2)} (?:storage|disk space|space left|free space)\\b`,
  ),
  /\btoo (?:many messages (?:on|in)|much mail)\b|\bspace (?:is )?not enough\b|\bcan(?:no|')t accept (?:any )?(?:more|new|further) (?:e-?mails?|mails?|messages?)\b/,
];

/** Of the sender, or of what he is proved to be: not of the address. */
export const senderForms: ReasonForms = [
  new RegExp(
    `\\b(?:sender|originator|mail from)\\b${gap(5)}${were} (?:rejected|denied|refused|invalid|unknown|blacklisted|blocked|isn't on|not (?:be )?(?:allowed|accepted|verified|authori[sz]ed|authenticated|owned|subscribed|permitted|found))\\b`,
  ),
  /\bsender(?: address)? (?:verif(?:y|ication)|validation|callout|check) (?:failed|failure|error)\b/,
  /\b(?:batv|backscatter|unsigned dsns?|third-party dsns?)\b/,
];

/** RFC 3463 §3.7: what the mail is made of. */
export const contentForms: ReasonForms = [
  /\b(?:invalid|malformed|bad|illegal|missing|duplicate)(?: [a-z-]{1,20}){0,2} headers?\b|\bheader (?:error|syntax)\b|\bheaders? (?:are|is) (?:not accepted|invalid)\b|\bno [a-z-]{2,30} (?:field|header) (?:given|found|present)\b/,
  /\b8-?bit data in\b|\bbinary content\b|\bunnecessary base64\b|\bnot rfc ?\d{3,4}\b|\brfc ?\d{3,4} (?:violation|non-?compliant)\b|\bbare (?:lf|line ?feed)s?\b/,
];

/** RFC 3463 §3.5, X.4.5: too much at once. */
export const congestionForms: ReasonForms = [
  /\btoo many (?:[a-z]{1,20} ){0,2}(?:connections?|sessions?|errors|recipients|messages|emails)\b|\btrop de connexions\b/,
  /\b(?:connection|rate|sending|hourly|throughput)(?: [a-z]{1,20}){0,2} limit\b|\bthrottl(?:ed|ing)\b|\brate (?:limited|exceeded)\b|\bmax(?:imum)? (?:[a-z]{1,20} ){0,2}per (?:hour|minute|day)\b/,
];

export const refusedForms: ReasonForms = [
  /\b(?:does not|doesn't|do not|did not) (?:conform|comply|meet|pass|satisfy)\b/,
  /\b(?:rejected|refused|denied|forbidden|prohibit(?:ed|ion)|violation|violates|filtered|quarantined|suspicious|untrusted|unacceptable|captcha)\b/,
  /(?:\bnot|\bnever|n't)(?: be)? accept(?:ed|ing|s|able)?\b|(?<![\w.<@-])relay(?:ing|ed)?(?![\w.@-])|\brcpthosts?\b|\bhandle mail for\b|\brequires? authentication\b|\bmailing list\b|\b(?:illegal|executable|dangerous) attachments?\b/,
];

export const sizeForms: ReasonForms = [
  /\b(?:max(?:imum)?|message|mail|line)(?: [a-z]{1,20}){0,2} (?:size|length|limit)(?: (?:is|was|has|been)){0,2} exceeded\b/,
  new RegExp(
    `\\b(?:message|mail|e-mail|email|attachments?|line|header)${gap(6)} (?:exceeds?|exceeded|exceeding|larger|bigger|longer)${gap(5)} (?:size|limit|maximum|than)\\b`,
  ),
  /\b(?:exceeds?|exceeded|exceeding)(?: [a-z]{1,20}){0,3} (?:inbound|incoming|outgoing|message|mail)(?: message| mail)? (?:size|length)\b/,
  /\b(?:message|mail|e-mail|email|attachments?|content|body)(?: [a-z]{1,20}){0,3} too (?:large|big|long)\b/,
];

export const disabledForms: ReasonForms = [
  new RegExp(
    `\\b${box}${gap(6)}${were} (?:disabled|removed|deleted|gone|not activated|suspended|deactivated|inactive|frozen|locked|discontinued|closed|terminated|expired|cancell?ed|on hold)\\b`,
  ),
  new RegExp(`\\b(?:inactive|disabled|suspended|deactivated|frozen|expired)(?: e-?mail)? ${box}\\b`),
];

export const noDomainForms: ReasonForms = [
  new RegExp(
    `\\b(?:domain|host|hostname)(?: name)?${gap(3)}${were} (?:not found|unknown|invalid|nonexistent|not known|not be found|must exist|may not exist)\\b`,
  ),
  /\bnon-?existent (?:mail )?(?:hosts?|domains?)\b|\bno smtp service\b/,
  new RegExp(`\\b(?:domain|host|hostname)(?: name)?${gap(2)} (?:does not|doesn't|do not) exist\\b`),
  /\b(?:no such|unknown|invalid|illegal|nonexistent|non-existent|cannot find|can't find)(?: mail| destination| recipient)? (?:domain|host|hostname)\b/,
];

export const nobodyForms: ReasonForms = [
  new RegExp(
    `\\b(?:no such|no|not an?|unknown|invalid|incorrect|illegal|nonexist[ae]nt|non-existent|unrecogni[sz]ed|wrong|bad)(?: (?:valid|known|active|such|local|existing|registered|matching|final|delivery|virtual|or|e-?mail|mail|\\*\\*)){0,3} ${box}\\b`,
  ),
  new RegExp(
    `\\b(?:${box}|rcpt|e-?mail)${gap(6)}${were} (?:unknown|invalid|nonexist[ae]nt|non-existent|unrecogni[sz]ed|wrong|no longer|unavailable|left|moved|not (?:be )?(?:found|known|recogni[sz]ed|valid|exist|active|available|registered|configured|listed|here|local|present|in))\\b`,
  ),
  new RegExp(
    `\\b(?:${box}|rcpt|e-?mail)${gap(6)} (?:does not|doesn't|do not|don't|did not|cannot|can't|could not) (?:be (?:delivered to|verified|resolved|located|identified)|exist|match|live|resolve|have an?)\\b`,
  ),
  new RegExp(
    `\\bnot (?:our|one of our|a) ${box}\\b|\\b(?:have|has|is|be) no ${box}\\b|\\b(?:do not|don't) have an? ${box}\\b`,
  ),
  new RegExp(`\\b${box} (?:address )?(?:verif(?:y|ication)|validation|callout|check) (?:failed|failure|error)\\b`),
  /\bno matches to nameserver query\b|\bfinal e-?mail delivery point\b|\bhas been replaced by\b|\bno one at this address\b/,
];

/** Who was to take it is away. */
export const unreachableForms: ReasonForms = [
  /\btime-?out (?:while|during|when|on|in|waiting|connecting)\b/,
  /\b(?:mail ?server|server|host|mail system|gateway)(?: [a-z']{1,12}){0,3} (?:unavailable|down|offline|busy|unreachable|not (?:available|respond(?:ing)?|reachable|answer(?:ing)?))\b/,
];

export const expiredForms: ReasonForms = [
  /\bmax(?:imum)? (?:time|age|lifetime)(?: (?:in|of))?(?: the)? queue\b|\bqueue (?:time|lifetime) (?:exceeded|expired)\b/,
  /\b(?:deliver[a-z]{0,4}|tried|trying)(?: it)? (?:within|for|after) (?:the (?:last|past) )?(?:more than )?\d{1,4} (?:hours?|days?)\b/,
  /\bdeliver[a-z]{1,4}(?: has| was)? (?:failed|aborted)(?: after)? \d{1,4}(?:\.\d)? (?:attempts|tries|hours?|days?|minutes)\b/,
];
