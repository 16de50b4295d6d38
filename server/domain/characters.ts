/** Whether a text has more than so many characters, that is, code points. wire.md 5.2, 5.17 */
export const isLonger = (text: string, charactersMax: number): boolean =>
  text.length > 2 * charactersMax || (text.length > charactersMax && [...text].length > charactersMax);
