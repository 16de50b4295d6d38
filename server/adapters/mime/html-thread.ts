import { HtmlUnreadable, type HtmlView, type RemotePictures, type ViewAsked } from "../../ports/html.ts";
import { ThreadFailed } from "./thread.ts";
import type { ThreadPool } from "./thread-pool.ts";
import type { FromThread, ToThread } from "./thread-protocol.ts";

/** Sanitising, text and views in the reading threads, for HTML that is large. Throws `HtmlUnreadable` where the thread had to be ended. */
export function htmlInThread(pool: ThreadPool) {
  const ask = async (request: ToThread): Promise<FromThread> => {
    try {
      return await pool.with((thread) => thread.ask(request));
    } catch (cause) {
      if (cause instanceof ThreadFailed) throw new HtmlUnreadable(cause.message, { cause });
      throw cause;
    }
  };
  const askText = async (request: ToThread): Promise<string> => {
    const answer = await ask(request);
    return answer.kind === "text" ? answer.text : "";
  };
  return {
    sanitise: (html: string, remotePictures: RemotePictures) => askText({ kind: "sanitise", html, remotePictures }),
    toText: (html: string) => askText({ kind: "toText", html }),
    async view(html: string, asked: ViewAsked): Promise<HtmlView> {
      const answer = await ask({ kind: "view", html, asked });
      if (answer.kind !== "view") throw new HtmlUnreadable(`the thread answered ${answer.kind}`);
      return answer.view;
    },
  };
}
