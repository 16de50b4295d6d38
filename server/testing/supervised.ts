import type { Push } from "../ports/publisher.ts";
import { catchUp } from "../wire/catch-up.ts";
import { pushMessages } from "../wire/push-messages.ts";
import type { Centre } from "./centre.ts";

/** What one user was told, in order: on dialect B's topic unless said otherwise. */
export async function toldTo(
  centre: Centre,
  userName: string,
  topic = "/v2/me/emails",
): Promise<readonly Push["data"][]> {
  await catchUp(centre.performing);
  const { store } = centre.performing;
  const events = await store.read((reading) => reading.journal.after(0, 1_000));
  const pushes = await pushMessages(store, events, { publicUrl: "http://127.0.0.1:8080", bodyBytesMax: 262_144 });
  const { id } = await centre.as(userName);
  return pushes.filter((push) => push.user === id && push.topic === topic).map(({ data }) => data);
}

/** The newest of them, by the parts that say what happened. */
export async function lastTold(centre: Centre, userName: string): Promise<readonly unknown[]> {
  const last: { readonly notificationType?: unknown; readonly email?: unknown } =
    (await toldTo(centre, userName)).at(-1) ?? {};
  const email: {
    readonly id?: unknown;
    readonly state?: unknown;
    readonly reason?: unknown;
    readonly capabilities?: unknown;
  } = typeof last.email === "object" && last.email !== null ? last.email : {};
  return [last.notificationType, email.id, email.state, email.reason];
}
