import { type ReadBody, readBody, setUpBody } from "@postroom/contract";
import type { z } from "zod";
import { system } from "../../domain/agent/actor.ts";
import { weakPassword } from "../../domain/agent/password.ts";
import { setUpRefusal } from "../../domain/desktop/set-up.ts";
import { offerSetUp, setUp } from "../../operations/configuration/set-up.ts";
import { type Performing, performAsSystem } from "../../operations/perform.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import type { Answering } from "../entry.ts";
import { below } from "./paths.ts";

export const setUpPath = below("/setup");

type Given = z.output<typeof setUpBody>;

export const readSetUp = (body: unknown): ReadBody<Given> => readBody(setUpBody, body);

/** The path of the link that makes the first admin: its token stands behind the `#`, which no server and no log sees. Undefined where somebody can sign in. */
export async function setUpLink(performing: Performing): Promise<string | undefined> {
  const isClosed = await performing.store.read(async ({ configuration }) => (await configuration.setUp()).hasUsers);
  if (isClosed) return undefined;
  const token = await performAsSystem(performing, { operation: offerSetUp, actor: system, input: {} });
  return token.ok && token.value !== undefined ? `/setup#${token.value}` : undefined;
}

/** Makes the first admin. Value: the user's id. The token is looked at before the password is hashed, which costs. */
export async function firstAdmin({ performing, settings }: Answering, given: Given): Promise<Found<string>> {
  const { store, world } = performing;
  const refusal = await store.read(async ({ configuration, centre }) =>
    setUpRefusal(await configuration.setUp(), given.token, world.mac(await centre.secret())),
  );
  if (refusal !== undefined) return missing(refusal);
  const because = weakPassword(given.password, settings.passwordCharactersMin);
  if (because !== undefined) return missing({ kind: "badValue", path: "$.password", because });
  const made = await performAsSystem(performing, { operation: setUp, actor: system, input: { ...given, claims: [] } });
  return made.ok ? found(made.value.id) : missing(made.refusal);
}
