/** Whether an address (in lower case) is what a pattern means: `ana@x.test` itself, `@x.test` the domain and what lies below it, `ana@` whoever is called so. */
export function addressMatches(address: string, pattern: string): boolean {
  if (pattern.endsWith("@")) return address.startsWith(pattern);
  if (!pattern.startsWith("@")) return address === pattern;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return domain === pattern.slice(1) || domain.endsWith(`.${pattern.slice(1)}`);
}
