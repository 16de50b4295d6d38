/** Whether a text has more than so many characters, that is, code points. wire.md 5.2, 5.17 */
export const isLonger = (text: string, charactersMax: number): boolean =>
  text.length > 2 * charactersMax || (text.length > charactersMax && [...text].length > charactersMax);

/** The ways in which the same letters are written: é is one character, or an e and its accent. The first one as it stands. */
export const writtenForms = (text: string): readonly [string, ...string[]] => [
  text,
  ...new Set([text.normalize("NFC"), text.normalize("NFD")].filter((form) => form !== text)),
];
