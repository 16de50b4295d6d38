/** What the receiver answers when it does not take something (mail.md 2.3, 2.4). The library's own answers are not repeated here. */
export const replies = {
  tooManySessions: [421, "4.3.2 too many sessions, try again later"],
  tooManyFromAddress: [421, "4.7.0 too many sessions from your address, try again later"],
  shuttingDown: [421, "4.3.2 shutting down, try again later"],
  tooManyUnknown: [421, "4.7.0 too many unknown recipients"],
  tooManyErrors: [421, "4.7.0 too many errors"],
  dataTooSlow: [421, "4.4.2 the message took too long"],
  httpVerb: [421, "4.7.0 this is not a web server"],
  unknownUser: [550, "5.1.1 no such mailbox here"],
  noRelay: [554, "5.7.1 relaying denied"],
  tooBig: [552, "5.3.4 message too big"],
  cannotCommit: [451, "4.3.0 cannot store mail now, try again later"],
  noSpace: [452, "4.3.1 no space for mail now, try again later"],
  backlog: [452, "4.3.1 too many mails wait already, try again later"],
  senderWaits: [450, "4.7.1 too many mails from this sender wait already, try again later"],
  tooFast: [450, "4.7.1 too many mails a minute from your address, try again later"],
  wrongEnd: [550, "5.5.2 a lone dot between line ends other than CR LF"],
  bareLineEnd: [550, "5.5.2 a bare CR or LF"],
  unknownParameter: [555, "5.5.4 unknown parameter"],
  noExpand: [502, "5.5.1 EXPN is not offered"],
} as const satisfies Record<string, readonly [code: number, text: string]>;

export type ReplyName = keyof typeof replies;

/** Carries an answer of the table to the client, in the form the library reads (`responseCode`, `message`). */
export class Refused extends Error {
  readonly reply: ReplyName;
  readonly responseCode: number;
  constructor(reply: ReplyName, options?: ErrorOptions) {
    super(replies[reply][1], options);
    this.reply = reply;
    this.responseCode = replies[reply][0];
  }
}

/** Whether the session ends after this answer: every 421 (RFC 5321 §3.8), and a wrong end of data, because the client may be smuggling. */
export function endsSession(code: number, text: string): boolean {
  return code === 421 || text === replies.wrongEnd[1] || text === replies.bareLineEnd[1];
}
