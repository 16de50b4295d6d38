/** A user name and a password as somebody claims them. */
export type Credentials = { readonly userName: string; readonly password: string };

const userNameCharactersMax = 255;
const passwordCharactersMax = 1_000;

/**
 * The credentials of `Authorization: Basic …`, decoded as UTF-8, else as ISO-8859-1. Undefined for any other scheme and for what is no
 * pair of name and password. RFC 7617, wire.md 1.5
 */
export function basicCredentials(authorization: string): Credentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/_-]+={0,2})$/i.exec(authorization.trim())?.[1];
  if (encoded === undefined) return undefined;
  const pair = decoded(Buffer.from(encoded, "base64"));
  const colon = pair.indexOf(":");
  if (colon < 0) return undefined;
  return checkedCredentials({ userName: pair.slice(0, colon), password: pair.slice(colon + 1) });
}

/** The same pair when it could belong to anybody: bounded, and without characters that no user name has. */
export function checkedCredentials({ userName, password }: Credentials): Credentials | undefined {
  if (userName === "" || userName.length > userNameCharactersMax || password.length > passwordCharactersMax) {
    return undefined;
  }
  return controlCharacter.test(userName) ? undefined : { userName, password };
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const controlCharacter = /\p{Cc}/u;
