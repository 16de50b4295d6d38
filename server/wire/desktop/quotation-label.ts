/** What unfolds a quotation, as the desktop says it above plain text too. desktop.md 3.4, 3.11 */
const english = "Show quoted text";
const labels: ReadonlyMap<string, string> = new Map([
  ["en", english],
  ["de", "Zitierten Text zeigen"],
  ["es", "Mostrar el texto citado"],
  ["fr", "Afficher le texte cité"],
  ["ar", "إظهار النص المقتبس"],
]);

/** In the language that the reader chose for the desktop, else in the first that the browser asks for and we know. */
export function quotationLabel(chosen: unknown, accepted = ""): string {
  const asked = accepted.split(",").map((one) => one.trim().slice(0, 2).toLowerCase());
  const language = [chosen, ...asked].find((one) => typeof one === "string" && labels.has(one));
  return labels.get(String(language)) ?? english;
}
