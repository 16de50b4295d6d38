/** Where and as whom the lines speak. `baseUrl` is the server's address without a path. */
export type CurlAccess = { readonly baseUrl: string; readonly userName: string; readonly password: string };

/**
 * Three lines for a POSIX shell, to be pasted one after the other: accept an e-mail, answer it, send the answer and complete the e-mail.
 * They need only curl and sed; the ids go from line to line in `IN` and `DR`. The first line waits until an e-mail is offered.
 */
export function curlLines({ baseUrl, userName, password }: CurlAccess): readonly [string, string, string] {
  const me = `curl -fsS -u ${quoted(`${userName}:${password}`)} -H 'Content-Type: application/json'`;
  const url = `${baseUrl}/api/v2/me`;
  const post = (body: object, path: string): string => `${me} -d ${quoted(JSON.stringify(body))} "${url}${path}"`;
  const operation = (id: string, operationName: string, more: object = {}): string =>
    post({ operationName, ...more }, `/interactions/$${id}`);
  const keep = (name: string, command: string, pattern: string): string =>
    `${name}=$(${command} | sed -n '${pattern}')`;

  const logIn = post({ operationName: "StartContactCenterSession", channels: ["email"] }, "");
  const ready = post({ operationName: "Ready" }, "/channels/email");
  const offered = `${me} "${url}/interactions?fields=id,state"`;
  const invited = 's/.*"id":"\\([^"]*\\)"[^{}]*"state":"Invited".*/\\1/p';
  const draft = 's/.*"replyInteractionId":"\\([^"]*\\)".*/\\1/p';
  const text = { text: "Thank you for writing. We are looking into it and will be back tomorrow.\n\nLarkspur Bikes" };

  return [
    `${logIn} && ${ready} && while ${keep("IN", offered, invited)}; [ -z "$IN" ]; do sleep 1; done && ${operation("IN", "Accept")}`,
    `${keep("DR", operation("IN", "Reply", { subjectPrefix: "Re: " }), draft)}; echo "draft $DR"`,
    `${operation("DR", "Send", { email_object: text })} && ${operation("IN", "Complete")}`,
  ];
}

/** One word for the shell, whatever is in it. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
