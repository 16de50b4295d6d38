/** Whether a mail's HTML says more than its text: paragraphs and line ends alone are what a plain mail is turned into (wire.md 3.4). */
export const hasMarkup = (html: string): boolean => /<(?!\/?(?:p|br)\s*\/?>)/i.test(html);
