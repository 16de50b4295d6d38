import { defineOperation, done, refuse } from "../operation.ts";
import { claimRefused, ownedByFile } from "./claims.ts";
import {
  type ConfiguredMailbox,
  checked,
  configuredMailbox,
  type MailboxInput,
  readyToSeal,
} from "./mailbox-change.ts";
import { saveWanted } from "./save-mailbox.ts";

const name = "ChangeMailbox";

/**
 * Changes what is given of a mailbox; the audit tells which properties, never their values. Refuses a stale version (2/409), another address
 * (11: it is what the file, the ledger and customers know the mailbox by), what the provisioning file owns (11), and everything that the provisioning file would be refused for.
 * desktop.md 13
 */
export const changeMailbox = defineOperation<MailboxInput, ConfiguredMailbox>(
  name,
  "Configure",
  async ({ tx, world, target, input, expectedVersion }) => {
    await tx.configuration.open();
    const before = await configuredMailbox(tx, target);
    if (before === undefined) return refuse({ kind: "notFound", thing: "mailbox", name: target });
    const { id, version, address } = before.mailbox;
    if (expectedVersion !== undefined && expectedVersion !== version) {
      return refuse({ kind: "staleVersion", given: expectedVersion, present: version });
    }
    const refusal = claimRefused(input.claims, id) ?? ownedByFile(input.owned, address);
    if (refusal !== undefined) return refuse(refusal);
    if (input.address !== undefined && input.address !== address)
      return refuse({ kind: "readOnly", path: "$.address" });
    const wanted = await checked(tx, input, before);
    if (!wanted.ok) return wanted;
    const changed = await saveWanted(tx, world, { id, wanted: wanted.value, before });
    if (changed.length === 0) return done(before);
    await tx.centre.changed("mailbox", address, name, { note: changed.join(", ") });
    return done((await configuredMailbox(tx, id)) ?? before);
  },
  (world, input) => readyToSeal(world, name, input),
);
