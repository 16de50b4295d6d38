/** A channel of the protocol itself or of its extensions; nobody subscribes to these. */
export function isReserved(name: string): boolean {
  return isBelow("meta", name) || isBelow("service", name);
}

export function isMeta(name: string): boolean {
  return isBelow("meta", name);
}

/** Whether `name` is a concrete channel: segments of `A-Za-z0-9-_!~()$@` (Bayeux 1.0 §2.1). */
export function isChannel(name: string, lengthMax: number): boolean {
  return name.length <= lengthMax && channelGrammar.test(name);
}

/** Whether `name` may be subscribed: a channel, or one whose last segment is `*` (one segment) or `**` (any depth). */
export function isPattern(name: string, lengthMax: number): boolean {
  return name.length <= lengthMax && patternGrammar.test(name);
}

/**
 * Every pattern that matches a concrete channel, the channel itself first: what a session has to have subscribed to see it. What the
 * desktop needs beyond GWS is told to nobody who did not ask for it by name: `/**` of an unchanged client does not match (desktop.md 13).
 */
export function patternsMatching(channel: string): readonly string[] {
  const segments = channel.split("/").slice(1);
  const parents = segments.map((_, depth) => ["", ...segments.slice(0, depth)].join("/"));
  const patterns = [channel, `${parents.at(-1) ?? ""}/*`, ...parents.map((parent) => `${parent}/**`)];
  return isBelow("postroom", channel) ? patterns.filter((pattern) => isBelow("postroom", pattern)) : patterns;
}

// Each segment starts with its slash, so no text can be cut in two ways and matching stays linear.
const channelGrammar = /^(?:\/[A-Za-z0-9\-_!~()$@]+)+$/;
const patternGrammar = /^(?:\/[A-Za-z0-9\-_!~()$@]+)*\/(?:[A-Za-z0-9\-_!~()$@]+|\*\*?)$/;

function isBelow(root: string, name: string): boolean {
  return name === `/${root}` || name.startsWith(`/${root}/`);
}
