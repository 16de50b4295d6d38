import { type Answer, startHttp, type TestHttp } from "../../adapters/http/http.fixture.ts";
import type { Push } from "../../ports/publisher.ts";
import type { Centre } from "../../testing/centre.ts";
import { catchUp } from "../catch-up.ts";
import { pushMessages } from "../push-messages.ts";

const written = { publicUrl: "http://127.0.0.1:8080", bodyBytesMax: 262_144 };

/** Both dialects' paths of one e-mail. */
export const dialects = ["/me/interactions", "/me/emails"] as const;

/** What is pushed to a user on a topic since the last call. */
export type Hear = (userName: string, topic: string) => Promise<readonly Push["data"][]>;

/** Tells what happened in the centre as the notifier would. */
function listening(centre: Centre): Hear {
  let position = 0;
  let heard: readonly Push[] = [];
  return async (userName, topic) => {
    await catchUp(centre.performing);
    const events = await centre.performing.store.read((reading) => reading.journal.after(position, 1_000));
    position = events.at(-1)?.position ?? position;
    heard = [...heard, ...(await pushMessages(centre.performing.store, events, written))];
    const { id } = await centre.as(userName);
    const isAsked = ({ user = id, topic: told }: Push) => user === id && told === topic;
    const asked = heard.filter(isAsked);
    heard = heard.filter((push) => !isAsked(push));
    return asked.map(({ data }) => data);
  };
}

/** A server with somebody who listens, and the shortest way to ask it. */
export type Day = {
  readonly server: TestHttp;
  readonly centre: Centre;
  readonly hear: Hear;
  readonly get: (userName: string, path: string) => Promise<Answer>;
  readonly post: (userName: string, path: string, body: object, headers?: Answer["headers"]) => Promise<Answer>;
};

export async function startDay(...given: Parameters<typeof startHttp>): Promise<Day> {
  const server = await startHttp(...given);
  const base = "/api/v2";
  return {
    server,
    centre: server.centre,
    hear: listening(server.centre),
    get: (as, path) => server.ask({ as, path: `${base}${path}` }),
    post: (as, path, body, headers = {}) => server.ask({ as, method: "POST", path: `${base}${path}`, body, headers }),
  };
}

/** Code, HTTP status and text of a refusal in one line. */
export const refusal = ({ status, json }: Answer): string =>
  `${json["statusCode"]}/${status} ${json["errorDescription"]}`;
