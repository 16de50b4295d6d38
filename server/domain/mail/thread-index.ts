/**
 * The GUID in Outlook's Thread-Index: 22 bytes of base64 in front, of which the last 16 stay the same over a conversation ([MS-OXOMSG]
 * §2.2.1.3). In hexadecimal; undefined for anything else, also for the empty GUID, which would join strangers.
 */
export function threadIndexGuid(value: string): string | undefined {
  const text = value.slice(0, valueMax).replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]{30}/.test(text)) return undefined;
  const bits = [...text.slice(0, headerCharacters)].map((character) =>
    alphabet.indexOf(character).toString(2).padStart(6, "0"),
  );
  const bytes = bits.join("").slice(48, 176).match(/.{8}/g) ?? [];
  const guid = bytes.map((byte) => Number.parseInt(byte, 2).toString(16).padStart(2, "0")).join("");
  return /^0*$/.test(guid) ? undefined : guid;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** 22 bytes are 29 characters and a half. */
const headerCharacters = 30;
/** A conversation of thousands of answers. */
const valueMax = 40_000;
