import { groupMeant } from "../../domain/agent/named-group.ts";
import { type Display, displayHash, displaysMax } from "../../domain/desktop/display.ts";
import type { Named } from "../../ports/centre.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";

type Input = { readonly name: string; readonly group?: Spelt<string> };

/** `token` is told here and never again. */
export type DisplayGiven = {
  readonly display: Display;
  readonly group: Named | undefined;
  readonly token: string;
  readonly users: ReadonlyMap<string, string>;
};

/**
 * Gives a screen a token by which it shows the wallboard, of the centre or of one group, without anybody signed in. Refuses groups that do not
 * exist (6), and more screens than there may be (2/409). Stands in the audit. desktop.md 7, 13
 */
export const giveDisplay = defineOperation<Input, DisplayGiven>(
  "CreateDisplayToken",
  "GiveDisplay",
  async ({ tx, world, actor, input }) => {
    const { name } = input;
    const given = input.group?.value ?? "";
    const groups = given === "" ? [] : await tx.centre.groups();
    const group = groupMeant(groups, given);
    if (given !== "" && group === undefined) return refuse({ kind: "notFound", thing: "group", name: given });
    if ((await tx.displays.all()).length >= displaysMax) {
      return refuse({ kind: "notPossible", operation: "POST", because: `there are ${displaysMax} screens already` });
    }
    const token = world.ids.messageToken() + world.ids.messageToken();
    const display: Display = {
      ...{ id: world.ids.guid(), name, group: group?.id, by: actor.id, at: tx.now.wall },
      token: displayHash(token, world.mac(await tx.centre.secret())),
    };
    await tx.displays.create(display);
    await tx.centre.changed("display", name, "CreateDisplayToken");
    return done({ display, group, token, users: await tx.users.names([actor.id]) });
  },
);

/** Takes the token back: from the commit on it shows nothing. Value: its id. Refuses what there is not (6). Stands in the audit. */
export const takeDisplay = defineOperation<unknown, string>(
  "RemoveDisplayToken",
  "GiveDisplay",
  async ({ tx, target }) => {
    const display = await tx.displays.remove(target);
    if (display === undefined) return refuse({ kind: "notFound", thing: "display", name: target });
    await tx.centre.changed("display", display.name, "RemoveDisplayToken");
    return done(display.id);
  },
);
