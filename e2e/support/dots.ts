/** Doubles leading dots, as DATA wants it (RFC 5321 §4.5.2). Every other byte stays. */
export function stuffed(raw: Buffer): Buffer {
  return Buffer.from(raw.toString("latin1").replace(/(^|\r\n)\./g, "$1.."), "latin1");
}

/** Takes the doubled dots away again. */
export function unstuffed(data: Buffer): Buffer {
  return Buffer.from(data.toString("latin1").replace(/(^|\r\n)\./g, "$1"), "latin1");
}

/** What ends the data of a message (RFC 5321 §4.1.1.4). The first CR LF belongs to the message. */
export const endOfData = "\r\n.\r\n";
