/** Whether a mail's HTML says more than its text: paragraphs and line ends alone are what a plain mail is turned into (wire.md 3.4). */
export const hasMarkup = (html: string): boolean => /<(?!\/?(?:p|br)\s*\/?>)/i.test(html);

const tagsMax = 20_000;

/** Whether a mail's HTML has so much in it that its layout would stop the page for seconds where the browser gives a frame no process of its own. */
export function isVast(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf("<"); at >= 0 && tags <= tagsMax; at = html.indexOf("<", at + 1)) tags += 1;
  return tags > tagsMax;
}
