/** Names a wish that may be sent more than once. `randomUUID` is kept from pages without TLS, from wherever but the machine itself. wire.md 1.9 */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
