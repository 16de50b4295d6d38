import { becomes } from "../../domain/agent/readiness.ts";
import { defineOperation, done, refuse } from "../operation.ts";

type Input = { readonly channels: readonly string[] };
type Value = { readonly channels: readonly { readonly channel: string; readonly known: boolean }[] };

/** Logs in on the channels; NotReady unless already logged in. Only `email` exists. GWS StartContactCenterSession; wire.md 2.2 */
export const logIn = defineOperation<Input, Value>(
  "StartContactCenterSession",
  "LogIn",
  async ({ tx, actor, input }) => {
    const channels = [...new Set(input.channels)].map((channel) => ({ channel, known: channel === "email" }));
    const [unknown] = channels.filter((one) => !one.known);
    if (unknown !== undefined && !channels.some((one) => one.known)) {
      return refuse({ kind: "notFound", thing: "channel", name: unknown.channel });
    }
    const agent = await tx.agents.lock(actor.id);
    if (agent === undefined) return refuse({ kind: "notFound", thing: "channel", name: "email" });
    const channel = becomes(agent.channel, { operation: "LogIn" }, tx.now.wall) ?? agent.channel;
    await tx.agents.saveChannel(actor.id, channel, "LogIn");
    return done({ channels });
  },
);
