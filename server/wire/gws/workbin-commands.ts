import {
  addToWorkbinBody,
  operationAnswer,
  type PlaceInWorkbin,
  type PullFromShelf,
  placeInWorkbinBody,
  pullBody,
  watchBody,
} from "@postroom/contract";
import { placeInWorkbin } from "../../operations/email/place-in-workbin.ts";
import type { Spelt } from "../../operations/references.ts";
import type { ShelfReference } from "../../operations/shelves.ts";
import { pull } from "../../operations/workbin/pull.ts";
import { pullFromAgent } from "../../operations/workbin/pull-from-agent.ts";
import { subscribe, unsubscribe } from "../../operations/workbin/watch.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { type CommandTable, command, commands, doing } from "../commands.ts";
import type { Asking } from "../entry.ts";
import { idIn } from "../entry.ts";
import { idOf } from "../shapes/uris.ts";
import { present } from "../shapes/viewing.ts";
import { changed } from "./email-answers.ts";
import { spelt } from "./email-input.ts";

/** The group of a request to a workbin: in the body, or in the query as when it is read. wire.md 7 */
export const groupIn = ({ request }: Asking, inBody?: string): Spelt<string> | undefined =>
  spelt("$.agentGroup", inBody ?? request.query["agentGroup"]);

/** The agent of a path `/users/{userId}/…`; undefined for the user's own shelf. */
export const agentIn = ({ request }: Asking): string | undefined => request.params["userId"];

const shelfIn = (asking: Asking, agentGroup: string | undefined): ShelfReference => ({
  id: { value: idIn(asking), path: "$.id" },
  ...present("group", groupIn(asking, agentGroup)),
  ...present("agent", agentIn(asking)),
});

/** A workbin that the body of PlaceInWorkbin names; none is fine. wire.md 5.16 */
function namedShelf({ workbinName, workbinId, workbinUri, agentGroup }: PlaceInWorkbin): Found<ShelfReference> {
  const byUri = spelt("$.workbinUri", idOf(workbinUri ?? "", "workbins"));
  const byId = spelt("$.workbinId", workbinId);
  if (byUri !== undefined && byId !== undefined && byUri.value !== byId.value) {
    return missing({ kind: "contradiction", path: byId.path, because: "names another workbin than workbinUri" });
  }
  return found({
    ...present("name", spelt("$.workbinName", workbinName)),
    ...present("id", byUri ?? byId),
    ...present("group", spelt("$.agentGroup", agentGroup)),
  });
}

const placeInWorkbinRow = command({
  body: placeInWorkbinBody,
  does: doing({
    operation: placeInWorkbin,
    input: (body) => {
      const shelf = namedShelf(body);
      if (!shelf.ok) return shelf;
      const comment = present("comment", body.comment);
      return found({ shelf: shelf.value, isAtWorkbin: false, rememberAgent: false, ...comment });
    },
    answers: changed,
  }),
});

const adds = (called: string) =>
  command({
    body: addToWorkbinBody,
    does: doing({
      operation: placeInWorkbin,
      called,
      target: ({ id }) => id,
      input: ({ agentGroup, saveLAR, comment }, asking) =>
        found({
          shelf: shelfIn(asking, agentGroup),
          isAtWorkbin: true,
          rememberAgent: saveLAR,
          ...present("comment", comment),
        }),
      answers: changed,
    }),
  });

const pulling = (operation: typeof pull, called: string) =>
  doing({
    operation,
    called,
    target: ({ id }: PullFromShelf) => id,
    input: ({ agentGroup }, asking) => found({ shelf: shelfIn(asking, agentGroup) }),
    answers: changed,
  });

/** What a supervisor takes from an agent's shelf is another operation, open to admins too. wire.md 12 */
function pulls(called: string) {
  const [own, others] = [pulling(pull, called), pulling(pullFromAgent, called)];
  return command({
    body: pullBody,
    does: (body, asking) => (agentIn(asking) === undefined ? own : others)(body, asking),
  });
}

const watches = (operation: typeof subscribe) =>
  command({
    body: watchBody,
    does: doing({
      operation,
      input: ({ agentGroup }, asking) => found({ shelf: shelfIn(asking, agentGroup) }),
      answers: (_, referenceId) => success({ referenceId }),
    }),
  });

/** The row that lays one e-mail on a shelf. wire.md 5.16 */
export const placingCommands: CommandTable["named"] = { PlaceInWorkbin: placeInWorkbinRow };

/** The operations on one workbin; those of other media are not known. wire.md 7 */
export const workbinCommands = commands({
  summary: "Lays e-mails on a shelf, takes them from it, watches it",
  named: {
    AddInteraction: adds("AddInteraction"),
    AddEmail: adds("AddEmail"),
    PullInteraction: pulls("PullInteraction"),
    PullEmail: pulls("PullEmail"),
    Subscribe: watches(subscribe),
    Unsubscribe: watches(unsubscribe),
  },
  answer: operationAnswer,
});
