const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const namedZones: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};
const form =
  /^(?:[a-z]{3,9}\.?(?:,\s*|\s+))?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([+-]\d{4}|[a-z]{1,5}))?\s*$/i;

/** A Date field in milliseconds since 1970 (RFC 5322 §3.3, §4.3); undefined when missing or broken, never *now*. Unknown zones are UTC. */
export function parseMailDate(value: string): number | undefined {
  const match = form.exec(
    value
      .slice(0, 200)
      .replace(/\([^()]*\)/g, " ")
      .trim(),
  );
  if (match === null) return undefined;
  const [, day = "", month = "", year = "", hour = "", minute = "", second = "0", zone = ""] = match;
  const monthIndex = months.indexOf(month.toLowerCase());
  const fullYear = Number(year) + (year.length > 3 ? 0 : year.length === 3 || Number(year) >= 50 ? 1900 : 2000);
  const at = Date.UTC(fullYear, monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  const isPossible =
    monthIndex >= 0 &&
    fullYear >= 1970 &&
    fullYear <= 9999 &&
    new Date(at).getUTCDate() === Number(day) &&
    Number(hour) < 24;
  return isPossible && Number(minute) < 60 && Number(second) <= 60 ? at - zoneMinutes(zone) * 60_000 : undefined;
}

function zoneMinutes(zone: string): number {
  const offset = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (offset === null) return (namedZones[zone.toUpperCase()] ?? 0) * 60;
  return (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
}
