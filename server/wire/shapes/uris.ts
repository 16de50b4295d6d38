/** Every path of the API is relative to it; wire.md 1.1 */
export const base = "/api/v2";

/** Below it lies what the desktop needs beyond GWS; desktop.md 13 */
export const desktopBase = "/api/postroom/v1";

/** Where each kind of thing is found, relative to the base. */
export const paths = {
  email: (id: string) => `/me/emails/${id}`,
  interaction: (id: string) => `/interactions/${id}`,
  attachment: (interaction: string, id: string) => `/me/emails/${interaction}/attachments/${id}`,
  queue: (id: string) => `/queues/${id}`,
  user: (id: string) => `/users/${id}`,
  skill: (id: string) => `/skills/${id}`,
  group: (id: string) => `/groups/${id}`,
  workbin: (id: string) => `/workbins/${id}`,
  feature: (id: string) => `/features/${id}`,
  responseTemplate: (id: string) => `/response-templates/${id}`,
  responseAttachment: (response: string, id: string) => `/response-templates/${response}/attachments/${id}`,
  responseCategory: (id: string) => `/response-categories/${id}`,
  contact: (id: string) => `/ucs/contacts/${id}`,
  ucsInteraction: (id: string) => `/ucs/interactions/${id}`,
} as const;

/** The absolute form of a path below the base. */
export const absolute = (publicUrl: string, path: string): string => `${publicUrl}${base}${path}`;

/** Both keys that every resource carries (wire.md 1.8). */
export const located = (publicUrl: string, path: string): { readonly uri: string; readonly path: string } => ({
  uri: absolute(publicUrl, path),
  path,
});

/**
 * The id in a URI that a client sent for a thing of one of these collections: its last segment; host and base do not count, and a bare id
 * is one too (wire.md 1.1). A URI of something else names nothing here: the whole of it, which nothing is called.
 */
export function idOf(uri: string, ...collections: readonly Collection[]): string {
  const [collection, id = ""] = ["", ...segmentsOf(uri)].slice(-2);
  const isOurs = collection === "" || collections.some((one) => one === collection);
  return isOurs ? id : uri;
}

/** What stands before an id in the URIs of a kind of thing. */
export type Collection =
  | "queues"
  | "users"
  | "skills"
  | "groups"
  | "workbins"
  | "contacts"
  | "ucs"
  | "response-categories";

/** The id in a URI of whatever kind. */
export const lastSegment = (uri: string): string => segmentsOf(uri).at(-1) ?? "";

const segmentsOf = (uri: string): readonly string[] =>
  uri
    .split(/[?#]/, 1)
    .join("")
    .split("/")
    .filter((segment) => segment !== "");
