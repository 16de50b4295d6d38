import { displayBody, displayGivenAnswer, displayIdBody, displaysAnswer, displayTakenAnswer } from "@postroom/contract";
import { z } from "zod";
import { type Display, displayHash } from "../../domain/desktop/display.ts";
import { type DisplayGiven, giveDisplay, takeDisplay } from "../../operations/supervisor/displays.ts";
import type { Named } from "../../ports/centre.ts";
import { ask, found } from "../../queries/query.ts";
import { listDisplays } from "../../queries/supervisor/displays.ts";
import { readWallboard } from "../../queries/supervisor/wallboard.ts";
import { refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Answer, Answering, Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { nameIn } from "../shapes/together.ts";
import { present } from "../shapes/viewing.ts";
import { wallboardShape } from "../shapes/wallboard.ts";
import { below, desktop } from "./paths.ts";

type Shown = { readonly display: Display; readonly group: Named | undefined };

const displayShape = ({ display, group }: Shown, users: ReadonlyMap<string, string>) => ({
  id: display.id,
  name: display.name,
  ...present("group", group && { id: group.id, name: group.name }),
  by: nameIn(users, display.by),
  at: isoTime(display.at),
});

const given = (one: DisplayGiven) => ({ displayToken: displayShape(one, one.users) });

const taken = (id: string) => success({ removedId: id });

/** Screens on a wall, and what each is given once: its token stands behind the `#` of the link, which no server and no log sees. desktop.md 7, 13 */
export const displays: Resource = {
  name: desktop,
  paths: [below("/display-tokens")],
  get: {
    answer: async (asking) => {
      const all = await asked(asking, listDisplays, {});
      if (!all.ok) return refused(all.refusal);
      const { displays: shown, users } = all.value;
      return success({ displayTokens: shown.map((one) => displayShape(one, users)) });
    },
    describes: { summary: "Screens that show the wallboard by a link", answer: displaysAnswer },
  },
  post: written({
    summary: "Gives a screen a link by which it shows the wallboard, told once",
    body: displayBody,
    named: "DisplayToken",
    does: doing({
      operation: giveDisplay,
      versioned: false,
      input: ({ name, group }) =>
        found({ name, ...present("group", group === undefined ? undefined : { value: group, path: "$.group" }) }),
      answers: (one, _, { answering }) =>
        success({ ...given(one), token: one.token, url: `${answering.publicUrl}/display#${one.token}` }),
      remembers: (one) => success(given(one)),
    }),
    answer: displayGivenAnswer,
  }),
  delete: written({
    summary: "Takes a screen's link back at once",
    body: displayIdBody,
    named: "DisplayTokenRemoval",
    does: doing({
      operation: takeDisplay,
      versioned: false,
      input: () => found({}),
      target: ({ id }) => id,
      answers: taken,
    }),
    answer: displayTakenAnswer,
  }),
};

/** The same by its address. */
export const display: Resource = {
  name: desktop,
  paths: [below("/display-tokens/{id}")],
  delete: written({
    summary: "Takes a screen's link back at once",
    body: z.object({}),
    does: doing({ operation: takeDisplay, versioned: false, input: () => found({}), answers: taken }),
    answer: displayTakenAnswer,
  }),
};

/** The wallboard for a screen, by its token alone, asked for anew each time; undefined for one that is worth nothing, or no more. */
export async function answerScreen({ performing }: Answering, token: string): Promise<Answer | undefined> {
  const { store, world } = performing;
  const shown = await store.read(async ({ centre, displays: known }) =>
    known.byToken(displayHash(token, world.mac(await centre.secret()))),
  );
  if (shown === undefined) return undefined;
  const actor = { kind: "display", id: shown.id } as const;
  const board = await ask(store, readWallboard, { actor, input: present("group", shown.group) });
  return board.ok ? success(wallboardShape(board.value, actor)) : refused(board.refusal);
}
