import assert from "node:assert/strict";
import { people, shelfNamed } from "./interaction.fixture.ts";
import type { Interaction, Location } from "./interaction.ts";
import { type Command, type Operation, step } from "./lifecycle.ts";

/** Two agents, a few interactions, a clock, and requests that were loaded and are not saved yet. */
export type World = {
  readonly now: number;
  readonly interactions: readonly Interaction[];
  readonly loggedIn: readonly AgentName[];
  /** What somebody has loaded and decided on; saving compares the version. */
  readonly underWay: readonly Request[];
};

type AgentName = "alice" | "bob";
type Request = { readonly agent: AgentName; readonly operation: Operation; readonly loaded: Interaction };
export type Move = { readonly name: string; readonly world: World };

const agents = ["alice", "bob"] as const;
const invitationMs = 2;
const handlingMs = 3;
const capacity = 1;
const requestsMax = 2;
/** Later than any deadline, and then time is not told apart any more. */
const ticksMax = 4;

const requested = ["Accept", "Reject", "Transfer", "PlaceInQueue", "Complete", "Cancel", "SetInFocus", "Send"] as const;

/** Everything that can happen next. */
export function movesFrom(world: World): readonly Move[] {
  return [
    ...(world.now < ticksMax ? [{ name: "tick", world: { ...world, now: world.now + 1 } }] : []),
    ...agents.flatMap((agent) => sessionMoves(world, agent)),
    ...world.interactions.flatMap((interaction) => [
      ...invitations(world, interaction),
      ...expiries(world, interaction),
      ...requests(world, interaction),
    ]),
    ...world.underWay.flatMap((_, index) => [crash(world, index), save(world, index)]),
  ];
}

/** One state for all worlds that behave alike: clocks count from now, a request is fresh or stale. */
export function canonical(world: World): string {
  const seen = world.interactions.map(({ version, deadline, userData: _, ...rest }) => ({
    ...rest,
    deadline: deadline === undefined ? undefined : { row: deadline.row, left: Math.max(0, deadline.due - world.now) },
  }));
  const underWay = world.underWay.map(({ agent, operation, loaded }) => {
    const present = world.interactions.find((one) => one.id === loaded.id);
    return { agent, operation, id: loaded.id, isFresh: present?.version === loaded.version };
  });
  return JSON.stringify([seen, world.loggedIn, underWay.map((one) => JSON.stringify(one)).toSorted()]);
}

function sessionMoves(world: World, agent: AgentName): readonly Move[] {
  if (!world.loggedIn.includes(agent)) {
    return [{ name: `${agent} logs in`, world: { ...world, loggedIn: [...world.loggedIn, agent].toSorted() } }];
  }
  // Under the agent's lock: the session ends and its invitations go back, in one transaction.
  const interactions = world.interactions.map((one) =>
    one.state === "Invited" && one.holder === agent ? stepped(world, one, { operation: "RevokeAtLogOut" }) : one,
  );
  const loggedIn = world.loggedIn.filter((one) => one !== agent);
  return [{ name: `${agent} logs out`, world: { ...world, interactions, loggedIn } }];
}

/** Routing, under the agent's lock: only who is logged in and has room. */
function invitations(world: World, interaction: Interaction): readonly Move[] {
  if (interaction.state !== "Queued") return [];
  return agents
    .filter((agent) => world.loggedIn.includes(agent) && held(world, agent) < capacity)
    .map((invitee) => ({
      name: `invite ${invitee}`,
      world: replaced(world, stepped(world, interaction, { operation: "Invite", invitee })),
    }));
}

function expiries(world: World, interaction: Interaction): readonly Move[] {
  const { deadline } = interaction;
  if (deadline === undefined || deadline.due > world.now) return [];
  const to: Location = { kind: "shelf", shelf: shelfNamed("draft", interaction.holder) };
  const after = stepped(world, interaction, {
    operation: deadline.row,
    ...(deadline.row === "ExpireComposing" ? { to } : {}),
  });
  return [{ name: deadline.row, world: replaced(world, after) }];
}

/** Somebody loads and asks; what is refused at once leaves nothing behind. */
function requests(world: World, loaded: Interaction): readonly Move[] {
  if (world.underWay.length >= requestsMax) return [];
  return agents.flatMap((agent) =>
    requested
      .filter((operation) => outcomeOf(world, { agent, operation, loaded }).ok)
      .map((operation) => ({
        name: `${agent} asks ${operation}`,
        world: { ...world, underWay: [...world.underWay, { agent, operation, loaded }] },
      })),
  );
}

const crash = (world: World, index: number): Move => ({
  name: "the process dies",
  world: { ...world, underWay: world.underWay.toSpliced(index, 1) },
});

/** Compare and set: who comes too late loads again and decides anew. */
function save(world: World, index: number): Move {
  const request = world.underWay[index];
  assert(request !== undefined);
  const rest = { ...world, underWay: world.underWay.toSpliced(index, 1) };
  const present = world.interactions.find((one) => one.id === request.loaded.id);
  assert(present !== undefined);
  const isStale = present.version !== request.loaded.version;
  const outcome = outcomeOf(world, isStale ? { ...request, loaded: present } : request);
  const name = `${request.agent} does ${request.operation}${isStale ? " again" : ""}`;
  if (!outcome.ok || isNotThere(world, request)) return { name: `${name}: refused`, world: rest };
  return { name, world: replaced(rest, outcome.interaction) };
}

/** A direct invitation needs a target that is logged in; its row is locked, so this holds at the commit (wire.md 4.3). */
const isNotThere = (world: World, { agent, operation }: Request): boolean =>
  operation === "Transfer" && !world.loggedIn.includes(otherThan(agent));

const otherThan = (agent: AgentName): AgentName => (agent === "alice" ? "bob" : "alice");

function outcomeOf(world: World, { agent, operation, loaded }: Request) {
  const queued: Location = { kind: "queue", queue: "general", position: { priority: 0, enqueuedAt: 1 } };
  const isDraft = loaded.direction === "outbound";
  const to: Location | undefined =
    operation === "Transfer" && isDraft ? { kind: "shelf", shelf: shelfNamed("draft", agent) } : undefined;
  return step(loaded, {
    ...command(world, operation),
    actor: people[agent],
    ...(operation === "Transfer" ? { invitee: otherThan(agent), ...(to === undefined ? {} : { to }) } : {}),
    ...(operation === "PlaceInQueue" ? { to: queued } : {}),
  });
}

function stepped(
  world: World,
  interaction: Interaction,
  asked: Pick<Command, "operation"> & Partial<Pick<Command, "invitee" | "to">>,
): Interaction {
  const outcome = step(interaction, { ...command(world, asked.operation), ...asked });
  assert(outcome.ok, `${asked.operation} must be possible in ${interaction.state}`);
  return outcome.interaction;
}

const command = (world: World, operation: Operation): Command => ({
  operation,
  actor: people.system,
  now: { steady: world.now, wall: world.now },
  timeouts: { invitationMs, handlingMs },
});

const held = (world: World, agent: AgentName): number =>
  world.interactions.filter((one) => one.holder === agent).length;

const replaced = (world: World, after: Interaction): World => ({
  ...world,
  interactions: world.interactions.map((one) => (one.id === after.id ? after : one)),
});
