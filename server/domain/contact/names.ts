import type { Contact } from "./contact.ts";

/** `Lee, Ann` and `Ann Lee` both name Ann Lee; one word is a first name. */
export function namesOf(displayName: string): Pick<Contact, "firstName" | "lastName"> {
  const name = displayName.trim().slice(0, 200);
  const comma = name.indexOf(",");
  if (comma > 0) return { firstName: name.slice(comma + 1).trim(), lastName: name.slice(0, comma).trim() };
  const blank = name.lastIndexOf(" ");
  return blank < 0
    ? { firstName: name, lastName: "" }
    : { firstName: name.slice(0, blank).trim(), lastName: name.slice(blank + 1) };
}
