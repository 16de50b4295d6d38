import { createSecrets } from "../adapters/secrets/aes-gcm.ts";

/** Secrets under a key that everybody knows. */
export const testSecrets = createSecrets([{ id: "test", bytes: Buffer.alloc(32, 7) }]);
