import { contactOf, type Family } from "../../domain/contact/contact.ts";
import type { Asked, Result } from "../operation.ts";
import { done, refuse } from "../operation.ts";

/** The family of the contact that the path names, locked; it exists (6), and `If-Match` (2/409). wire.md 1.4 */
export async function loadFamily<Input>(asked: Asked<Input>): Promise<Result<Family>> {
  const [family] = await asked.tx.contacts.lockFamilies([asked.target]);
  if (family === undefined) return refuse({ kind: "notFound", thing: "contact", name: asked.target });
  return checkVersion(asked, family);
}

/** The version that the client saw is the present one. */
export function checkVersion<Input>({ expectedVersion }: Asked<Input>, family: Family): Result<Family> {
  const { version } = contactOf(family);
  return expectedVersion === undefined || expectedVersion === version
    ? done(family)
    : refuse({ kind: "staleVersion", given: expectedVersion, present: version });
}
