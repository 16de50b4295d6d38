import { outsideAddresses } from "./typed-address.ts";

/**
 * How one kind of server writes its bounces. `mark` is searched in subject and text and tells whose it is; `recipient` finds each address
 * in the text. Every row has its fixture in `fixtures/mail/bounces/`, named after it. No expression may try a place twice: they run on
 * what strangers wrote (reliability.md S15).
 */
export type VendorRow = {
  readonly vendor: string;
  readonly mark: RegExp;
  /** The mark is a product's name, or words that couriers and forms write too: alone it is no bounce's. */
  readonly isLoose?: true;
  /** Global, with the group `address`. */
  readonly recipient: RegExp;
};

/** The first row whose mark and at least one recipient are found decides: special ones stand before those that imitate them. */
export const vendorRows: readonly VendorRow[] = [
  {
    vendor: "gmail",
    isLoose: true,
    mark: /the response from the remote server was|\*\* [^*\n]{3,60} \*\*|google tried to deliver your message|gmail will retry|die antwort des remoteservers|réponse du serveur distant|la respuesta del servidor remoto|la risposta dal server remoto|a resposta do servidor remoto|リモート サーバーからの応答|ответ удаленного сервера|odpowiedź serwera zdalnego/i,
    recipient: anywhere(
      "to|recipient failed permanently:|recipient has been delayed:|an|à|a|do|dla|wurde nicht an|адресу|для",
    ),
  },
  {
    vendor: "microsoft365",
    isLoose: true,
    mark: /delivery has failed to these recipients|wasn'?t delivered to|couldn'?t be delivered|nachrichtenzustellung an folgende empfänger|échec de la remise (?:à|aux)|error (?:de|en la) entrega a (?:estos|los)|recapito non è riuscito|bezorging aan de volgende|falha na entrega para est|dostarczenie wiadomości do następujących|配信に失敗しました|доставка следующим получателям|无法传递给以下收件人|att leverera till följande|levering mislykkedes til disse/i,
    recipient: lineOf(),
  },
  {
    vendor: "exchange",
    mark: /did not reach some or all of the intended recipients|\byour message\s[\s\S]{0,1000}?did not reach the following recipient|hat einige oder alle empfänger nicht erreicht|n'est pas parvenu à (?:certains|tous)|no llegó a (?:alguno|todos)|non è stato recapitato ad? alcuni|niet bezorgd bij sommige of alle|nie dotarła do niektórych|не был[ао]? доставлено некоторым/i,
    recipient: beforeWords("on|am|le|el|il|op|dnia"),
  },
  {
    vendor: "mimecast",
    mark: /an email you addressed to email address|email delivery failure/i,
    recipient: new RegExp(`^[ \\t]{0,8}-- ${address()}`, "gimu"),
  },
  {
    vendor: "ironport",
    mark: /the following message to <[^>\n]{3,320}> was undeliverable/i,
    recipient: new RegExp(`the following message to <${address()}>`, "giu"),
  },
  {
    vendor: "barracuda",
    isLoose: true,
    mark: /permanent failure for one or more recipients \(|barracuda/i,
    recipient: new RegExp(
      `(?:recipients \\(|message to:? {0,8}(?:\\r?\\n){0,2} {0,8}<?|^ {0,8}<?)${address()}`,
      "gimu",
    ),
  },
  {
    vendor: "proofpoint",
    isLoose: true,
    mark: /these recipients of your message have been processed|proofpoint/i,
    recipient: new RegExp(`^[ \\t]{0,8}<?${address()}>?(?:;|:)`, "gimu"),
  },
  {
    vendor: "symantec",
    isLoose: true,
    mark: /symantec|messagelabs|brightmail/i,
    recipient: new RegExp(`^[ \\t]{0,12}<?${address()}>?[ \\t]{0,8}(?::|$|-)`, "gimu"),
  },
  {
    vendor: "amavis",
    mark: /our internal reference code for your message is/i,
    recipient: new RegExp(`-> <?${address()}`, "giu"),
  },
  {
    vendor: "exim-1and1",
    mark: /smtp error from remote server (?:for|in|after)/i,
    recipient: new RegExp(`^[ \\t]{0,8}<?${address()}>?:[ \\t]{0,8}$`, "gimu"),
  },
  {
    vendor: "exim",
    mark: /message that you sent could not be delivered to|created automatically by mail delivery software|has not been delivered to one or more of its\s{1,8}recipients|has not yet been delivered/i,
    recipient: new RegExp(`^ {1,8}<?${address()}>?(?: {0,2}[(:].{0,200})?[ \\t]{0,8}$`, "gimu"),
  },
  {
    vendor: "yandex",
    mark: /created automatically by mail system at yandex/i,
    recipient: new RegExp(`^[ \\t]{0,8}<${address()}>`, "gimu"),
  },
  {
    vendor: "postfix",
    mark: /this is the (?:mail system|postfix program|[\w .-]{1,40} mail system) at host/i,
    recipient: new RegExp(`^<${address()}>`, "gimu"),
  },
  {
    vendor: "sendmail",
    mark: /-{3} ?the following addresses? had|transcript of session follows/i,
    recipient: new RegExp(
      `^(?:[ \\t]{0,4}<${address("address")}>|[245]\\d\\d (?:[245]\\.\\d\\.\\d{1,3} )?<?${address("other")}>?\\.\\.\\.)`,
      "gimu",
    ),
  },
  {
    vendor: "qmail",
    mark: /this is the (?:qmail-send program|qmail)|i'?m afraid i wasn'?t able to deliver your message|i tried to deliver a bounce message/i,
    recipient: new RegExp(`^<${address()}>:`, "gimu"),
  },
  {
    vendor: "courier",
    mark: /running the courier mail server|undeliverable mail\s{1,8}your message to the following recipients/i,
    recipient: new RegExp(`^[ \\t]{0,8}<${address()}>:`, "gimu"),
  },
  {
    vendor: "domino",
    isLoose: true,
    mark: /was not delivered to:|(?:wurde|konnte) nicht (?:an folgende|zugestellt werden an:)|n'a pas été (?:remis|distribué) à ?:|domino directory/i,
    recipient: new RegExp(
      `(?:delivered to:|zugestellt werden an:|an folgende empfänger zugestellt:|(?:remis|distribué) à ?:)\\s{1,12}(?:[^@\\n]{1,80}[<(])?${address()}`,
      "giu",
    ),
  },
  {
    vendor: "ses",
    mark: /an error occurred while trying to deliver the mail to the following recipients/i,
    recipient: lineOf(),
  },
  {
    vendor: "yahoo",
    mark: /unable to deliver (?:your )?message to the following address/i,
    recipient: new RegExp(`^<${address()}>:`, "gimu"),
  },
  {
    vendor: "microsoft-smtp",
    mark: /this is an automatically generated delivery status notification|dies ist eine automatisch erstellte benachrichtigung|notification d'état de remise/i,
    recipient: lineOf(),
  },
  {
    vendor: "docomo",
    mark: /recipients was rejected by a remote mail server/i,
    recipient: new RegExp(`recipient: <?${address()}`, "giu"),
  },
  {
    vendor: "kddi",
    mark: /could not be delivered to: <|the user\(s\) account is/i,
    recipient: new RegExp(`(?:delivered to: |^)<${address()}>`, "gimu"),
  },
  {
    vendor: "mms-gateway",
    isLoose: true,
    mark: /no valid recipients for this mm|multimedia message|\bmms\b|\bsms\b|subscriber/i,
    recipient: new RegExp(`(?:^to: |message to |nachricht an |addressed to )<?${address()}`, "gimu"),
  },
  {
    vendor: "sun-messaging",
    mark: /this report relates to a message you sent with the following header fields/i,
    recipient: new RegExp(`recipient address: {1,4}<?${address()}`, "giu"),
  },
  {
    vendor: "groupwise",
    mark: /message that you sent was undeliverable to the following/i,
    recipient: new RegExp(`^[ \\t]{1,12}${address()}`, "gimu"),
  },
  {
    vendor: "mdaemon",
    mark: /failed address: |the attached message had permanent fatal delivery errors/i,
    recipient: new RegExp(`failed address: {1,4}<?${address()}`, "giu"),
  },
  {
    vendor: "smail",
    mark: /-{3} failed addresses follow/i,
    recipient: new RegExp(`^ {0,4}<${address()}>`, "gimu"),
  },
  {
    vendor: "qq",
    mark: /邮件被退回|退信|无法送达/,
    recipient: new RegExp(`(?:收件人|地址|邮箱|发送到|发往|给)[^\\n@]{0,40}?[(（:： <]{1,4}${address()}`, "giu"),
  },
  {
    vendor: "t-online",
    isLoose: true,
    mark: /(?:ihre (?:nachricht|e-?mail)|die (?:nachricht|e-?mail))[^\n]{0,80}(?:nicht zugestellt|unzustellbar)/i,
    recipient: new RegExp(`(?:empfänger|an|adresse)\\b[^\\n@<]{0,40}[:<\\s]{1,8}${address()}`, "giu"),
  },
];

/** One address as a named group; a name of its own where an expression has two. */
function address(name = "address"): string {
  return `(?<${name}>[^${outsideAddresses}]{1,64}@[^${outsideAddresses}*]{1,254}[\\p{L}\\p{N}])`;
}

/** An address that stands on a line of its own. */
function lineOf(): RegExp {
  return new RegExp(
    `^[ \\t]{0,12}(?:[^@\\n<(]{1,60}[<(](?:mailto:)?)?${address()}[>)]?(?:<mailto:[^>\\n]{1,300}>)?[ \\t]{0,8}$`,
    "gimu",
  );
}

/** An address behind one of the words. */
function anywhere(words: string): RegExp {
  return new RegExp(`(?:^|\\s)(?:${words})\\s{1,8}<?${address()}`, "gimu");
}

/** An address on its line, with a date behind it. */
function beforeWords(words: string): RegExp {
  return new RegExp(`^[ \\t]{0,12}[^@\\n]{0,60}?<?${address()}>? (?:${words}) `, "gimu");
}
