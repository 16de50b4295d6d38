import type { GivenContact, IdentifyContact } from "@postroom/contract";
import { type ContactChange, tidied } from "../../domain/contact/change.ts";
import { type Attributes, emailAddress } from "../../domain/contact/contact.ts";
import type { Known } from "../../domain/contact/identify.ts";
import { parseAddress } from "../../domain/mail/address.ts";
import type { Named } from "../../operations/contact/merge.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { present } from "../shapes/viewing.ts";

/** What a body says of a contact; `FirstName` and `LastName` among the attributes are the names. wire.md 8.3 */
export function contactIn({ firstName, lastName, attributes = {} }: GivenContact): Found<ContactChange> {
  const { FirstName, LastName, ...others } = attributes;
  const read: Record<string, Attributes[string]> = {};
  for (const [name, values] of Object.entries(others)) {
    const checked = name === emailAddress ? addressesIn(values) : found(values);
    if (!checked.ok) return checked;
    read[name] = tidied(name, checked.value);
  }
  return found({
    ...present("firstName", (firstName ?? nameIn(FirstName))?.trim()),
    ...present("lastName", (lastName ?? nameIn(LastName))?.trim()),
    attributes: read,
  });
}

/** An empty list clears the name. */
const nameIn = (values: Attributes[string] | undefined): string | undefined =>
  values === undefined ? undefined : ((values.find(({ primary }) => primary) ?? values[0])?.value ?? "");

function addressesIn(values: Attributes[string]): Found<Attributes[string]> {
  const addresses: { readonly value: string; readonly primary: boolean }[] = [];
  for (const [index, { value, primary }] of values.entries()) {
    const address = addressIn(value, `$.attributes.${emailAddress}[${index}].value`);
    if (!address.ok) return address;
    addresses.push({ value: address.value, primary });
  }
  return found(addresses);
}

function addressIn(given: string, path: string): Found<string> {
  const address = parseAddress(given)?.address;
  if (address !== undefined) return found(address);
  return missing({ kind: "badValue", path, because: `not an e-mail address: ${JSON.stringify(given.slice(0, 100))}` });
}

/** Who is meant; names that the request lacks may stand in its user data. wire.md 8.2 */
export function knownIn(body: IdentifyContact): Found<{ readonly known: Known; readonly mayCreate: boolean }> {
  const given = filled(body.emailAddress);
  const address = given === undefined ? found(undefined) : addressIn(given, "$.emailAddress");
  if (!address.ok) return address;
  const { FirstName, LastName } = body.userData ?? {};
  return found({
    known: {
      ...present("emailAddress", address.value),
      ...present("phoneNumber", filled(body.phoneNumber)),
      ...present("lastName", filled(body.lastName) ?? filled(LastName)),
      ...present("firstName", filled(FirstName)),
    },
    mayCreate: body.createContactEnabled,
  });
}

const filled = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 320) : undefined;

/** The contacts of a merge or of its undoing. */
export const namedIn = ({ contactIds }: { readonly contactIds: readonly string[] }): Found<Named> =>
  found({ contacts: contactIds.map((value, index) => ({ value, path: `$.contactIds[${index}]` })) });
