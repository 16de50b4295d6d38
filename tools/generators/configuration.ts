import { z } from "zod";
import { provisioningFile } from "../../contract/provisioning.ts";
import { configOption, type Option, options } from "../../server/config-options.ts";
import type { Generator } from "./generator.ts";
import { heading, table } from "./markdown.ts";

export const configuration: Generator = { file: "docs/configuration.md", make: page };

function page(): string {
  const { settings, skills: _names, ...lists } = provisioningFile.shape;
  return `${[
    heading("Configuration", "`server/config-options.ts` and `contract/provisioning/`"),
    "There are two kinds. **Options** say how one process is started. **Settings** say how the contact centre works: they lie in the database, and the provisioning file or an admin changes them.",
    "## Options of `postroom serve`",
    "A flag stands before the environment, the environment before `postroom.yaml`, that before the default.",
    table(["flag", "environment", "key in the file", "default", "meaning"], optionRows()),
    "## The provisioning file",
    "YAML or JSON, given with `--provision` or to `postroom provision`. Applied again it changes nothing. An unknown key or a name that leads nowhere is refused with its path, all problems at once, and nothing is half applied. Times are in seconds.",
    "What admins change by the API stays, and makes the file be applied once more at the next start; then the file wins for whatever it names: users, skills, groups and queues by their names, mailboxes by their `address`, settings by their keys. What it does not name it leaves alone. Who has another password, other roles or may not sign in any more is signed out by it. A mailbox that an admin made (`POST /api/postroom/v1/mailboxes`, the keys of `mailboxes[]`) keeps its addresses and its account: a file that gives one of them to another mailbox is refused. Passwords and tokens stand in requests as texts; `{ env: NAME }` is for the file alone.",
    "### `settings`",
    settingsTable(settings),
    ...Object.entries(lists).flatMap(([key, list]) => [`### \`${key}[]\``, settingsTable(elementOf(list))]),
    "### `skills`",
    "A list of names.",
  ].join("\n\n")}\n`;
}

function optionRows(): readonly (readonly string[])[] {
  const entries: readonly (readonly [string, Option])[] = [...Object.entries(options), ["", configOption]];
  return entries.map(([key, { flag, environment, byDefault, description }]) => [
    `\`${flag}\``,
    `\`${environment}\``,
    key === "" ? "" : `\`${key}\``,
    byDefault,
    description,
  ]);
}

const settingsTable = (schema: z.core.$ZodType): string =>
  table(["key", "default", "unit", "meaning"], rowsOf(schema, ""));

/** The keys of an object; those of objects inside it with the path to them. */
function rowsOf(schema: z.core.$ZodType, path: string): readonly (readonly string[])[] {
  const object = unwrapped(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries<z.core.$ZodType>(object.shape).flatMap(([key, member]) => {
    const place = path === "" ? key : `${path}.${key}`;
    const inside = rowsOf(member, place);
    if (inside.length > 0) return inside;
    const { unit, description } = metaSchema.parse(z.globalRegistry.get(member) ?? {});
    return [[`\`${place}\``, defaultOf(member), unit, `${description}${wordsOf(member)}`]];
  });
}

const metaSchema = z.object({ unit: z.string().default(""), description: z.string().default("") });

function defaultOf(schema: z.core.$ZodType): string {
  const parsed = z.safeParse(schema, undefined);
  if (!parsed.success) return "required";
  return parsed.data === undefined ? "" : `\`${JSON.stringify(parsed.data)}\``;
}

/** The words of a choice. */
function wordsOf(schema: z.core.$ZodType): string {
  const choice = unwrapped(schema);
  return choice instanceof z.ZodEnum ? ` One of ${choice.options.map((word) => `\`${word}\``).join(", ")}.` : "";
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapper =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional;
  return isWrapper ? unwrapped(schema.unwrap()) : schema;
}

function elementOf(schema: z.core.$ZodType): z.core.$ZodType {
  const list = unwrapped(schema);
  return list instanceof z.ZodArray ? list.element : list;
}
