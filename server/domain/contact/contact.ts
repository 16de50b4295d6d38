/** A customer as we know them, with the values of every contact that was merged into it (wire.md 8.1). */
export type Contact = {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly attributes: Attributes;
  /** Lower case, the primary one first. */
  readonly addresses: readonly string[];
  readonly lastAgent: { readonly userName: string; readonly at: string } | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly version: number;
};

/** name → its values, of which one is primary. Names without a value are missing. */
export type Attributes = Readonly<Record<string, readonly AttributeValue[]>>;
export type AttributeValue = { readonly value: string; readonly primary: boolean };

/** What one contact itself says: one row. A merged one keeps it. */
export type Member = Pick<Contact, "id" | "firstName" | "lastName" | "attributes"> & {
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly version: number;
};

/** A contact and those merged into it, in the order of merging: the first answers for all. */
export type Family = readonly [Member, ...Member[]];

export const emailAddress = "EmailAddress";
export const phoneNumber = "PhoneNumber";

/** An attribute with this one value. */
export const single = (value: string): readonly AttributeValue[] => [{ value, primary: true }];

/** The contact that a family is: names of the first that has one, all values once, the first primary value primary. */
export function contactOf(family: Family): Contact {
  const [root] = family;
  const attributes = jointAttributes(family);
  return {
    id: root.id,
    firstName: nameIn(family, "firstName"),
    lastName: nameIn(family, "lastName"),
    attributes,
    addresses: primaryFirst(attributes[emailAddress] ?? []).map(({ value }) => value.toLowerCase()),
    lastAgent: lastAgentIn(attributes),
    createdAt: root.createdAt,
    modifiedAt: root.modifiedAt,
    version: root.version,
  };
}

const nameIn = (family: Family, name: "firstName" | "lastName"): string =>
  family.map((member) => member[name]).find((value) => value !== "") ?? "";

function jointAttributes(family: Family): Attributes {
  const names = new Set(family.flatMap(({ attributes }) => Object.keys(attributes)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      jointValues(
        name,
        family.flatMap(({ attributes }) => attributes[name] ?? []),
      ),
    ]),
  );
}

function jointValues(name: string, values: readonly AttributeValue[]): readonly AttributeValue[] {
  const distinct = [
    ...new Map(values.toReversed().map((one) => [sameness(name, one.value), one])).values(),
  ].toReversed();
  const primary = values.find((one) => one.primary) ?? values[0];
  return distinct.map(({ value }) => ({
    value,
    primary: primary !== undefined && sameness(name, value) === sameness(name, primary.value),
  }));
}

/** Addresses are compared without case (wire.md 8.1). */
export const sameness = (name: string, value: string): string => (name === emailAddress ? value.toLowerCase() : value);

const primaryFirst = (values: readonly AttributeValue[]): readonly AttributeValue[] =>
  values.toSorted((a, b) => Number(b.primary) - Number(a.primary));

/** wire.md 5.18 */
function lastAgentIn(attributes: Attributes): Contact["lastAgent"] {
  const userName = attributes["LCA_EmplID_email"]?.[0]?.value;
  return userName === undefined ? undefined : { userName, at: attributes["LCA_TimeStamp_email"]?.[0]?.value ?? "" };
}
