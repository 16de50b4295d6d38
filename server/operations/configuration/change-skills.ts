import type { User } from "../../ports/agents.ts";
import type { Named } from "../../ports/centre.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done, type Result, refuse } from "../operation.ts";
import { canWork } from "./user-rights.ts";

/** A cell of the grid. `level` undefined: the agent has not the skill any more. */
type SkillChange = { readonly user: string; readonly skill: string; readonly level: number | undefined };

type Input = {
  readonly changes: readonly SkillChange[];
  /** Lower-case names of the users whom a file owns: at the next start it would take back what was changed. */
  readonly owned: ReadonlySet<string>;
};

/**
 * Changes levels of agents' skills, all or none; the value is the agents who are others now. Refuses users who are no agents and skills that
 * are not there (6), a cell that stands twice (2), and agents whom the provisioning file names (11). desktop.md 8.3, 13
 */
export const changeSkills = defineOperation<Input, readonly User[]>(
  "ChangeSkills",
  "Configure",
  async ({ tx, input: { changes, owned } }) => {
    await tx.configuration.open();
    const skills = new Map((await tx.centre.skills()).map((one) => [one.name, one]));
    const after = new Map<string, User>();
    const seen = new Set<string>();
    for (const [index, change] of changes.entries()) {
      const path = `$.changes[${index}]`;
      const cell = JSON.stringify([change.user, change.skill]);
      if (seen.has(cell)) return refuse({ kind: "contradiction", path, because: "the cell stands twice" });
      seen.add(cell);
      const before = after.get(change.user) ?? (await tx.users.byId(change.user));
      const user = changed(before, skills.get(change.skill), { change, path, owned });
      if (!user.ok) return user;
      after.set(change.user, user.value);
    }
    return done(await saveChanged(tx, [...after.values()]));
  },
);

type About = { readonly change: SkillChange; readonly path: string } & Pick<Input, "owned">;

function changed(user: User | undefined, skill: Named | undefined, { change, path, owned }: About): Result<User> {
  if (user === undefined || !canWork(user)) return refuse({ kind: "notFound", thing: "user", name: change.user });
  if (skill === undefined) return refuse({ kind: "notFound", thing: "skill", name: change.skill });
  if (owned.has(user.userName.toLowerCase())) {
    return refuse({ kind: "readOnly", path, because: `the provisioning file names ${user.userName}: change it there` });
  }
  const others = user.skills.filter(({ id }) => id !== skill.id);
  const { level } = change;
  return done({ ...user, skills: level === undefined ? others : [...others, { ...skill, level }] });
}

async function saveChanged(tx: Transaction, users: readonly User[]): Promise<readonly User[]> {
  const saved: User[] = [];
  for (const user of users) {
    const before = await tx.users.byId(user.id);
    if (before === undefined || levelsOf(before) === levelsOf(user)) continue;
    await tx.users.save(user, undefined);
    await tx.centre.changed("user", user.userName, "ChangeUser", { note: "skills" });
    saved.push(user);
  }
  return saved;
}

const levelsOf = ({ skills }: User): string => JSON.stringify(skills.map(({ id, level }) => [id, level]).toSorted());
