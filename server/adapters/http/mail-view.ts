import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Performing } from "../../operations/perform.ts";
import type { Pictures } from "../../ports/pictures.ts";
import { refused } from "../../wire/answers.ts";
import { bridge, viewPath } from "../../wire/desktop/mail-document.ts";
import { type MailDocument, openDocument, ownPicture, remotePicture } from "../../wire/desktop/open-mail-view.ts";
import type { Admission } from "./admission.ts";
import { HttpFailure } from "./failure.ts";

type Options = {
  readonly performing: Performing;
  readonly admission: Admission;
  readonly pictures: Pictures;
};

const bridgeHash = createHash("sha256").update(bridge).digest("base64");

/** How each mode is fenced: an opaque origin without network, in `bridge` with our one script. desktop.md 6.2 */
const policies: Readonly<Record<MailDocument["mode"], string>> = {
  bridge: policy("sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox", `'sha256-${bridgeHash}'`),
  locked: policy("sandbox allow-popups allow-popups-to-escape-sandbox", "'none'"),
};

function policy(sandbox: string, scripts: string): string {
  return [
    ...[sandbox, "default-src 'none'", `script-src ${scripts}`, "img-src 'self' data:", "style-src 'unsafe-inline'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"],
  ].join("; ");
}

/** On documents and pictures alike. */
const quiet = { "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store" };

/** Requests from an opaque origin carry no cookie and count as cross-site: their ticket alone lets them in. desktop.md 6.3 */
const picture = {
  ...quiet,
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Content-Security-Policy": "sandbox; default-src 'none'",
};

type Ticket = {
  readonly Params: { readonly ticket: string };
  readonly Querystring: { readonly paper?: unknown; readonly quoted?: unknown };
};
type Place = { readonly Params: { readonly ticket: string; readonly n: string } };

/** Shows mail in frames: a document by session and ticket, its pictures by the ticket alone. desktop.md 6.2 to 6.4 */
export function addMailView(fastify: FastifyInstance, options: Options): void {
  const { performing, pictures } = options;
  const path = viewPath(":ticket");
  fastify.get<Ticket>(path, (request, reply) => sendDocument(request, reply, options));
  fastify.get<Place>(`${path}/cid/:n`, async ({ params }, reply) => {
    const own = await ownPicture(performing, params.ticket, placeIn(params.n));
    if (own === undefined) throw gone();
    reply.headers({ ...picture, "Content-Type": own.mime, "Content-Length": own.size });
    return reply.send(Readable.from(performing.world.files.open(own.sha256)));
  });
  fastify.get<Place>(`${path}/remote/:n`, async ({ params }, reply) => {
    const address = await remotePicture(performing, params.ticket, placeIn(params.n));
    const fetched = address === undefined ? undefined : await pictures.fetch(address);
    if (fetched === undefined) throw gone();
    return reply.headers({ ...picture, "Content-Type": fetched.mime }).send(Buffer.from(fetched.bytes));
  });
}

async function sendDocument(
  request: FastifyRequest<Ticket>,
  reply: FastifyReply,
  { performing, admission }: Options,
): Promise<FastifyReply> {
  const signed = await admission.admit(request, reply);
  const session = signed.by === "cookie" ? signed.ticket.idHash : undefined;
  const accepted = request.headers["accept-language"];
  const { paper: asked, quoted } = request.query;
  const paper = (["light", "dark"] as const).find((one) => one === asked);
  const reader = { actor: signed.actor, session, accepted, paper, isUnfolded: quoted === "open" };
  const document = await openDocument(performing, request.params.ticket, reader);
  if (!document.ok) throw gone();
  const { html, mode } = document.value;
  return reply
    .removeHeader("X-Frame-Options")
    .headers({ ...quiet, "Content-Security-Policy": policies[mode] })
    .type("text/html; charset=utf-8")
    .send(html);
}

const placeIn = (n: string): number => (/^\d{1,4}$/.test(n) ? Number(n) : -1);

/** The same for what never was, what has ended, and what is somebody else's. */
const gone = (): HttpFailure => new HttpFailure(refused({ kind: "notFound", thing: "path", name: "/mail-view" }));
