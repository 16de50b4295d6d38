/** What a server says without the secret that it was given, also as it was sent, in Base64: servers repeat the command that they do not take (RFC 4616, RFC 7628). reliability.md 7.3 */
export function withoutSecret(secret: string, text: string): string {
  if (secret === "") return text;
  const isTelling = (run: string): boolean => {
    const said = Buffer.from(run, "base64").toString();
    return said.includes(secret) || /auth=bearer/i.test(said);
  };
  return text.replaceAll(secret, "[secret]").replace(/[\w+/-]{8,}/g, (run) => (isTelling(run) ? "[secret]" : run));
}
