/** What was filled in, by the names of the fields: what a URL says of it. */
export function searchIn(form: HTMLFormElement): URLSearchParams {
  const given = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return new URLSearchParams(given.filter(([, value]) => value !== ""));
}
