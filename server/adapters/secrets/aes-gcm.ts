import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type SecretPlace, type Secrets, SecretUnreadable } from "../../ports/secrets.ts";
import type { KeyRing } from "./key-file.ts";

const form = "v1";
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with a random nonce of 96 bits; kind, row, field and key id are bound to it, so that a swapped row does not open. reliability.md 7.5 */
export function createSecrets(ring: KeyRing): Secrets {
  const keys = new Map(ring.map(({ id, bytes }) => [id, bytes]));
  return {
    ready: async () => undefined,
    seal(secret, place) {
      const [{ id, bytes }] = ring;
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", bytes, nonce, { authTagLength: tagBytes });
      cipher.setAAD(bound(place, id));
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return [form, id, Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64")].join(".");
    },
    open(sealed, place) {
      const [given, id = "", text = ""] = sealed.split(".");
      const key = keys.get(id);
      if (given !== form || key === undefined) throw new SecretUnreadable("it was sealed with a key that is not there");
      const bytes = Buffer.from(text, "base64");
      try {
        const nonce = bytes.subarray(0, nonceBytes);
        const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
        decipher.setAAD(bound(place, id));
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        const rest = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
        return Buffer.concat([rest, decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new SecretUnreadable("it was changed, or sealed for another place", { cause });
      }
    },
  };
}

const bound = ({ kind, id, field }: SecretPlace, keyId: string): Buffer =>
  Buffer.from(JSON.stringify([kind, id, field, keyId]));
