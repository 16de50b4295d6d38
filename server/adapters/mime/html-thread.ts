import { HtmlUnreadable, type RemotePictures } from "../../ports/html.ts";
import { ThreadFailed } from "./thread.ts";
import type { ThreadPool } from "./thread-pool.ts";
import type { ToThread } from "./thread-protocol.ts";

/** Sanitising and text in the reading threads, for HTML that is large. Throws `HtmlUnreadable` where the thread had to be ended. */
export function htmlInThread(pool: ThreadPool) {
  const ask = async (request: ToThread): Promise<string> => {
    try {
      const answer = await pool.with((thread) => thread.ask(request));
      return answer.kind === "text" ? answer.text : "";
    } catch (cause) {
      if (cause instanceof ThreadFailed) throw new HtmlUnreadable(cause.message, { cause });
      throw cause;
    }
  };
  return {
    sanitise: (html: string, remotePictures: RemotePictures) => ask({ kind: "sanitise", html, remotePictures }),
    toText: (html: string) => ask({ kind: "toText", html }),
  };
}
