import type { MessagePort } from "node:worker_threads";
import type { HtmlView, RemotePictures, ViewAsked } from "../../ports/html.ts";
import { parse } from "./parse.ts";
import type { Reading } from "./reading.ts";
import type { FromThread, ToThread } from "./thread-protocol.ts";

/** The HTML adapter's functions, handed in by the thread's composition root. */
export type ThreadHtml = {
  readonly sanitise: (html: string, remotePictures: RemotePictures) => string;
  readonly toText: (html: string) => string;
  readonly view: (html: string, asked: ViewAsked) => HtmlView;
};

/** Answers requests of `thread-protocol.ts` on `port`, one after the other, until the thread is ended. */
export function serveRequests(port: MessagePort, html: ThreadHtml): void {
  const say = (message: FromThread) => port.postMessage(message);
  let next: ((message: ToThread) => void) | undefined;
  const ask = (message: FromThread) =>
    new Promise<ToThread>((resolve) => {
      next = resolve;
      say(message);
    });
  port.on("message", (message: ToThread) => {
    const resolve = next;
    next = undefined;
    if (resolve !== undefined) resolve(message);
    else answer(message, html, ask).then(say, (error: unknown) => say({ kind: "failed", because: String(error) }));
  });
  say({ kind: "ready" });
}

type Ask = (message: FromThread) => Promise<ToThread>;

async function answer(request: ToThread, html: ThreadHtml, ask: Ask): Promise<FromThread> {
  switch (request.kind) {
    case "read": {
      const rules = { sanitise: (source: string) => html.sanitise(source, "aside"), toText: html.toText };
      const onPartial = async (reading: Reading) => void (await ask({ kind: "partial", reading }));
      return { kind: "reading", reading: await parse(chunksFrom(ask), { ...request, html: rules, onPartial }) };
    }
    case "sanitise":
      return { kind: "text", text: html.sanitise(request.html, request.remotePictures) };
    case "toText":
      return { kind: "text", text: html.toText(request.html) };
    case "view":
      return { kind: "view", view: html.view(request.html, request.asked) };
    case "chunk":
    case "end":
    case "goOn":
      throw new Error(`${request.kind} answers nothing`);
  }
}

async function* chunksFrom(ask: Ask): AsyncGenerator<Uint8Array> {
  for (let message = await ask({ kind: "more" }); message.kind === "chunk"; message = await ask({ kind: "more" })) {
    yield message.bytes;
  }
}
