import { type Attributes, type AttributeValue, contactOf, type Family, type Member, sameness } from "./contact.ts";

/** What a request gives of a contact. An absent name stays; an empty one, or an empty list, clears. wire.md 8.3 */
export type ContactChange = {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly attributes: Attributes;
};

/**
 * The family after the change. What is given and differs is from then on the first member's alone: a merged contact that is taken out
 * again has no old value to bring back.
 */
export function changed(family: Family, change: ContactChange): Family {
  const before = contactOf(family);
  const names = (["firstName", "lastName"] as const).filter(
    (name) => change[name] !== undefined && change[name] !== before[name],
  );
  const attributes = Object.entries(change.attributes).filter(
    ([name, values]) => !areSame(name, values, before.attributes[name] ?? []),
  );
  const apply = (member: Member, isFirst: boolean): Member => ({
    ...member,
    ...Object.fromEntries(names.map((name) => [name, isFirst ? change[name] : ""])),
    attributes: replaced(member.attributes, attributes, isFirst),
  });
  const [root, ...merged] = family;
  return [apply(root, true), ...merged.map((member) => apply(member, false))];
}

function replaced(
  present: Attributes,
  given: readonly (readonly [string, readonly AttributeValue[]])[],
  isFirst: boolean,
): Attributes {
  const next = new Map(Object.entries(present));
  for (const [name, values] of given) {
    if (isFirst && values.length > 0) next.set(name, values);
    else next.delete(name);
  }
  return Object.fromEntries(next);
}

const areSame = (name: string, a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index];
    return other !== undefined && one.value === other.value && one.primary === other.primary;
  }) &&
  new Set(a.map((one) => sameness(name, one.value))).size === a.length;

/** Values with exactly one primary, the first unless another is marked, and none twice. */
export function tidied(name: string, values: readonly AttributeValue[]): readonly AttributeValue[] {
  const distinct = [...new Map(values.map((one) => [sameness(name, one.value), one.value])).entries()];
  const marked = values.find((one) => one.primary) ?? values[0];
  return distinct.map(([same, value]) => ({
    value,
    primary: marked !== undefined && same === sameness(name, marked.value),
  }));
}
