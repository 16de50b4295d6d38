import {
  changePasswordBody,
  changeReadinessBody,
  doNotDisturbBody,
  endContactCenterSessionBody,
  operationAnswer,
  partialAnswer,
  startContactCenterSessionBody,
} from "@postroom/contract";
import { z } from "zod";
import { weakPassword } from "../../domain/agent/password.ts";
import { changePassword } from "../../operations/session/change-password.ts";
import { logIn } from "../../operations/session/log-in.ts";
import { logOut } from "../../operations/session/log-out.ts";
import { setDoNotDisturb } from "../../operations/session/set-do-not-disturb.ts";
import { setReadiness } from "../../operations/session/set-readiness.ts";
import type { Settings } from "../../ports/centre.ts";
import { found } from "../../queries/query.ts";
import { ownCredential } from "../../queries/session/own-credential.ts";
import { partialSuccess, refused, success } from "../answers.ts";
import { type Command, type CommandTable, command, commands, doing } from "../commands.ts";
import type { Asking } from "../entry.ts";
import { asked } from "../reads.ts";
import { present } from "../shapes/viewing.ts";
import { statusOf } from "../status.ts";

const told = (_: unknown, referenceId: number) => success({ referenceId });

type LoggedIn = { readonly channels: readonly { readonly channel: string; readonly known: boolean }[] };

/** Code 7 and an answer per channel when some are not known (wire.md 2.2). */
function loggedIn({ channels }: LoggedIn, referenceId: number) {
  const known = channels.filter((one) => one.known).length;
  if (known === channels.length) return success({ referenceId });
  return partialSuccess(known, channels.length, {
    referenceId,
    channels: channels.map((one) => ({
      channel: one.channel,
      ...(one.known ? { statusCode: 0 } : unknown(one.channel)),
    })),
  });
}

function unknown(channel: string) {
  const { code, text } = statusOf({ kind: "notFound", thing: "channel", name: channel });
  return { statusCode: code, statusMessage: text };
}

const startRow = command({
  body: startContactCenterSessionBody,
  does: doing({ versioned: false, operation: logIn, input: ({ channels }) => found({ channels }), answers: loggedIn }),
});

const endRow = command({
  body: endContactCenterSessionBody,
  does: doing({ versioned: false, operation: logOut, input: () => found({}), answers: told }),
});

const doNotDisturbRow = command({
  body: doNotDisturbBody,
  does: doing({
    versioned: false,
    operation: setDoNotDisturb,
    input: ({ operationName }) => found({ on: operationName === "DoNotDisturbOn" }),
    answers: told,
  }),
});

/** The old password is verified here: hashing takes too long for a transaction (architecture.md 7). Refuses weak new ones (10). reliability.md 7.3 */
const changePasswordRow = command({
  body: changePasswordBody,
  does: async (body, asking) => {
    const { passwords, settings } = asking.answering;
    const because = weakPassword(body.newPassword, settings.passwordCharactersMin);
    if (because !== undefined) return refused({ kind: "badValue", path: "$.newPassword", because });
    const credential = await asked(asking, ownCredential, {});
    if (!credential.ok) return refused(credential.refusal);
    if (!(await passwords.verify(credential.value, body.oldPassword))) {
      return refused({ kind: "badValue", path: "$.oldPassword", because: "not the present password" });
    }
    const passwordHash = await passwords.hash(body.newPassword);
    const change = doing({
      versioned: false,
      operation: changePassword,
      input: () => found({ passwordHash, session: asking.request.session }),
      answers: () => success({}),
    });
    return change(body, asking);
  },
});

/** Ready, NotReady, and the states that settings name (wire.md 2.2). */
function stateRow(name: string, { answering }: Asking): Command | undefined {
  const chosen = stateNamed(name, answering.settings);
  if (chosen === undefined) return undefined;
  return command({
    body: changeReadinessBody,
    does: doing({
      versioned: false,
      operation: setReadiness,
      input: ({ reason }) =>
        found({ ...chosen, ...(chosen.state === "Ready" ? {} : present("reason", reason ?? chosen.reason)) }),
      answers: told,
    }),
  });
}

type Chosen = { readonly state: "Ready" | "NotReady"; readonly reason?: string; readonly workMode?: string };

function stateNamed(name: string, { notReadyReasons }: Settings): Chosen | undefined {
  if (name === "Ready" || name === "NotReady") return { state: name };
  const named = notReadyReasons.find(({ operationName }) => operationName === name);
  if (named === undefined) return undefined;
  return { state: "NotReady", reason: named.reason ?? named.displayName, ...present("workMode", named.workMode) };
}

const agentStates = { body: changeReadinessBody, called: "ChangeReadiness", row: stateRow };

const ofOneChannel: CommandTable["named"] = { DoNotDisturbOn: doNotDisturbRow, DoNotDisturbOff: doNotDisturbRow };

/** `POST /me/channels/email` */
export const channelCommands = commands({
  summary: "Changes the readiness of one channel",
  named: ofOneChannel,
  others: agentStates,
  answer: operationAnswer,
});

/** `POST /me` */
export const meCommands = commands({
  summary: "Begins and ends the contact-center session, changes readiness and password",
  named: {
    StartContactCenterSession: startRow,
    EndContactCenterSession: endRow,
    ...ofOneChannel,
    ChangePassword: changePasswordRow,
  },
  others: agentStates,
  answer: z.union([operationAnswer, partialAnswer]),
});
