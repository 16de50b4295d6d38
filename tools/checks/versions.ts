/** Whether a version comes before another. A pre-release comes before its release. */
export function isOlder(version: string, than: string): boolean {
  const [ours, theirs] = [numbers(version), numbers(than)];
  const differing = [0, 1, 2].find((place) => ours[place] !== theirs[place]);
  if (differing !== undefined) return (ours[differing] ?? 0) < (theirs[differing] ?? 0);
  return version.includes("-") && !than.includes("-");
}

const numbers = (version: string): readonly number[] =>
  version
    .replace(/[-+].*$/, "")
    .split(".")
    .map(Number);
