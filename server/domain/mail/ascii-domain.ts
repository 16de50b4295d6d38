/**
 * A domain as it stands in DNS and in mail: A-labels in lower case (UTS-46), so that every way to write it is the same. What cannot be one
 * stays as it is, in lower case. mail.md 2.1, 11.6
 */
export function asciiDomain(domain: string): string {
  const written = domain.toLowerCase();
  if (!international.test(written) || ascii.test(written)) return written;
  const url = URL.parse(`http://${written}/`);
  return url === null ? written : url.hostname;
}

const ascii = /^\p{ASCII}*$/u;
/** Nothing that would mean something else in a URL. */
const international = /^(?:[a-z0-9._-]|\P{ASCII})+$/u;
