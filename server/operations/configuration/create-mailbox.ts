import { defineOperation, done, refuse } from "../operation.ts";
import { claimRefused } from "./claims.ts";
import {
  type ConfiguredMailbox,
  checked,
  configuredMailbox,
  type MailboxInput,
  readyToSeal,
} from "./mailbox-change.ts";
import { saveWanted } from "./save-mailbox.ts";

const name = "CreateMailbox";

/** A new mailbox; mail to it is taken from now on. Refuses a used address (18), and everything that the provisioning file would be refused for. desktop.md 13 */
export const createMailbox = defineOperation<MailboxInput, ConfiguredMailbox>(
  name,
  "Configure",
  async ({ tx, world, input }) => {
    await tx.configuration.open();
    const claimed = claimRefused(input.claims, "");
    if (claimed !== undefined) return refuse(claimed);
    const wanted = await checked(tx, input, undefined);
    if (!wanted.ok) return wanted;
    const id = world.ids.guid();
    await saveWanted(tx, world, { id, wanted: wanted.value, before: undefined });
    await tx.centre.changed("mailbox", wanted.value.address, name);
    const made = await configuredMailbox(tx, id);
    if (made === undefined) throw new Error("a mailbox that was just made is not there");
    return done(made);
  },
  (world, input) => readyToSeal(world, name, input),
);
