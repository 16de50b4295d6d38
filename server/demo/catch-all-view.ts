import { fastify } from "fastify";
import type { CatchAll, CaughtMail } from "./catch-all.ts";

/** Where the caught mail can be read over HTTP. */
export type CatchAllView = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * Serves `GET /` (a list for people), `GET /messages` (the list as JSON, oldest first) and `GET /messages/:n/raw` (the bytes as they came).
 * Port 0: any free one. Throws when the port is in use.
 */
export async function startCatchAllView(catchAll: CatchAll, host = "127.0.0.1", port = 0): Promise<CatchAllView> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  app.addHook("onSend", async (_request, reply) => {
    reply.headers({
      "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
  });
  app.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(list(catchAll.mails())));
  app.get("/list.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(style));
  app.get("/messages", () => ({ messages: catchAll.mails().map(row) }));
  app.get<{ Params: { n: string } }>("/messages/:n/raw", (request, reply) => {
    const mail = catchAll.find(Number(request.params.n));
    if (mail === undefined) return reply.code(404).send({ error: `no message ${request.params.n}` });
    return reply.type("text/plain; charset=utf-8").send(mail.raw);
  });
  const url = await app.listen({ host, port });
  return { url, stop: () => app.close() };
}

function row({ n, at, envelope, subject, messageId, raw }: CaughtMail) {
  return { n, at: at.toISOString(), ...envelope, subject, messageId, bytes: raw.length, raw: `/messages/${n}/raw` };
}

function list(mails: readonly CaughtMail[]): string {
  const rows = mails.toReversed().map(
    ({ n, at, envelope, subject }) => `<tr>
<td><a href="/messages/${n}/raw">${n}</a></td><td><time>${at.toISOString()}</time></td>
<td>${escapeHtml(envelope.from)}</td><td>${escapeHtml(envelope.to.join(", "))}</td><td>${escapeHtml(subject)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Outgoing mail</title><link rel="stylesheet" href="/list.css">
<h1>Outgoing mail <small>${mails.length} kept, newest first</small></h1>
<p>Every mail that the demo sends ends here; nothing leaves this machine. <a href="/messages">As JSON</a>.</p>
<table><thead><tr><th>No.</th><th>Taken</th><th>From</th><th>To</th><th>Subject</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
small { font-size: 0.6em; opacity: 0.7; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.35rem 0.6rem; text-align: left; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
`;
