import type { Shelf } from "../../domain/interaction/interaction.ts";
import { type Changed, doRow } from "../email/do-row.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";
import { pathOfUser, type UserReference, userMeant } from "../users.ts";
import { lockOpen, type Reasoned, reasoned } from "./lock-open.ts";

type Input = Reasoned & {
  readonly workbin: Spelt<string>;
  readonly user: UserReference;
  readonly group?: Spelt<string>;
};

/** A supervisor puts an open interaction onto an agent's or a group's shelf. wire.md 12 */
export const moveToWorkbin = defineOperation<Input, Changed>("MoveToWorkbin", "MoveToWorkbin", async (asked) => {
  const locked = await lockOpen(asked, "MoveToWorkbin");
  if (!locked.ok) return locked;
  const shelf = await shelfMeant(asked);
  if (!shelf.ok) return shelf;
  return doRow(asked, locked.value, "MoveToWorkbin", {
    ...reasoned(asked.input),
    to: { kind: "shelf", shelf: shelf.value },
  });
});

/** The shelf of a named workbin; its type says whose name is needed. */
async function shelfMeant(asked: Asked<Input>): Promise<Result<Shelf>> {
  const { tx, input } = asked;
  const workbin = await tx.centre.workbinNamed(input.workbin.value);
  if (workbin === undefined) return refuse({ kind: "notFound", thing: "workbin", name: input.workbin.value });
  const owner = await (workbin.type === "Agent" ? agentMeant(asked, workbin.name) : groupMeant(asked, workbin.name));
  if (!owner.ok) return owner;
  const ownedBy = workbin.type === "Agent" ? "agent" : "group";
  return done({ workbin: workbin.id, name: workbin.name, owner: owner.value, ownedBy });
}

async function agentMeant({ tx, input }: Asked<Input>, workbin: string): Promise<Result<string>> {
  if (input.group !== undefined) {
    return refuse({ kind: "contradiction", path: input.group.path, because: `${workbin} is a workbin of agents` });
  }
  const user = await userMeant(tx, input.user);
  if (!user.ok) return user;
  const agent = await tx.agents.byId(user.value.id);
  if (agent !== undefined) return done(user.value.id);
  const because = `${user.value.userName} is not an agent`;
  return refuse({ kind: "badValue", path: pathOfUser(input.user), because });
}

async function groupMeant({ tx, input }: Asked<Input>, workbin: string): Promise<Result<string>> {
  if (input.user.length > 0) {
    return refuse({
      kind: "contradiction",
      path: pathOfUser(input.user),
      because: `${workbin} is a workbin of groups`,
    });
  }
  const name = input.group?.value ?? "";
  const group = (await tx.centre.groups()).find((one) => one.name === name);
  return group === undefined ? refuse({ kind: "notFound", thing: "group", name }) : done(group.id);
}
