import assert from "node:assert/strict";
import { test } from "node:test";
import type { Shelf } from "../interaction/interaction.ts";
import { type Actor, mayUseShelf, type Role, system } from "./actor.ts";
import { access, forbids, type Permission, permits } from "./permissions.ts";

const withRoles = (...roles: readonly Role[]): Extract<Actor, { kind: "user" }> => ({
  ...{ kind: "user", id: "u1", userName: "ursula", roles, groups: ["g1"], withheld: [], fromAddresses: [] },
});
const people = {
  agent: withRoles("agent"),
  supervisor: withRoles("supervisor"),
  admin: withRoles("admin"),
  nobody: withRoles(),
  screen: { kind: "display", id: "d1" },
} as const;

/** reliability.md 7.1: who may ask for what, before anything is loaded. */
const expected: Readonly<Record<string, readonly (keyof typeof people)[]>> = {
  agent: ["agent", "supervisor"],
  supervisor: ["supervisor", "admin"],
  admin: ["admin"],
  wall: ["supervisor", "admin", "screen"],
  anybody: ["agent", "supervisor", "admin", "nobody"],
  system: [],
};

for (const permission of Object.keys(access) as Permission[]) {
  test(`${permission} is for role ${access[permission].role}`, () => {
    const { role } = access[permission];
    for (const [name, actor] of Object.entries(people)) {
      assert.equal(
        forbids(actor, permission) === undefined,
        expected[role]?.some((one) => one === name),
        name,
      );
    }
    assert.equal(forbids(system, permission) === undefined, role === "system");
  });
}

test("a missing role is named with what may do it, a missing privilege with the user", () => {
  assert.deepEqual(forbids(people.agent, "ListInteractions"), {
    kind: "roleMissing",
    operation: "listing interactions",
    roles: ["supervisor", "admin"],
  });
  const withheld = { ...people.agent, withheld: ["privilege.email.can-add-attachment"] };
  assert.deepEqual(forbids(withheld, "AddAttachment"), {
    kind: "privilegeMissing",
    what: "adding attachments",
    userName: "ursula",
  });
});

test("what has no row of its own is permitted to nobody", () => {
  for (const name of ["Invite", "ExpireInvitation", "toString", "constructor", ""]) {
    assert.equal(permits(people.admin, name), false, name);
  }
});

test("shelves: one's own, one's groups', and for supervisors everybody's", () => {
  const shelf = (ownedBy: Shelf["ownedBy"], owner: string): Shelf => ({ workbin: "w", name: "draft", owner, ownedBy });
  assert.equal(mayUseShelf(people.agent, shelf("agent", "u1")), true);
  assert.equal(mayUseShelf(people.agent, shelf("agent", "u2")), false);
  assert.equal(mayUseShelf(people.agent, shelf("group", "g1")), true);
  assert.equal(mayUseShelf(people.agent, shelf("group", "g2")), false);
  assert.equal(mayUseShelf(people.supervisor, shelf("agent", "u2")), true);
  assert.equal(mayUseShelf(people.nobody, shelf("agent", "u1")), false);
  assert.equal(mayUseShelf(system, shelf("agent", "u1")), false);
});
