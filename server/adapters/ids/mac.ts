import { createHmac } from "node:crypto";
import type { Mac } from "../../domain/mail/token.ts";

/** HMAC-SHA-256 with a key of this database, apart from what else the same secret is used for (mail.md 5.1). */
export const macOf =
  (secret: string): Mac =>
  (text) =>
    createHmac("sha256", `mail:${secret}`).update(text).digest();
