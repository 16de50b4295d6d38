import type { BayeuxReply, BayeuxRequest } from "@postroom/contract";
import { handshakeAdvice, noAdviceToReturn, retryAdvice } from "./advice.ts";
import { accepted, type Given, refused, type Step } from "./given.ts";
import { openSession } from "./session.ts";
import { timesync } from "./timesync.ts";
import { wordings } from "./wording.ts";

/** Opens a session, or says why not and whether to come back (wire.md 3.2; cometd.md 2, 5 and 6). */
export function handshake(message: BayeuxRequest, given: Given): Step {
  const { admission, settings } = given;
  const wording = wordings[settings.wording];
  if (admission.kind === "stopping") {
    return failed(refused(message, wording.stopping, { advice: handshakeAdvice(given.spreadMs) }));
  }
  if (!given.transports.some((transport) => message.supportedConnectionTypes?.includes(transport))) {
    return failed(refused(message, wording.noCommonTransport, { ...ours(given), advice: noAdviceToReturn }));
  }
  if (admission.kind === "denied") {
    return failed(refused(message, wording.handshakeDenied, { advice: noAdviceToReturn }));
  }
  const session = openSession({
    clientId: admission.clientId,
    user: given.user,
    hasAcknowledgement: wantsAcknowledgement(message),
    transport: given.transport,
    nowMs: given.nowMs,
  });
  const sync = timesync(message, given.wallMs, 0);
  const ext = {
    ...(session.hasAcknowledgement ? { ack: true } : {}),
    ...(sync === undefined ? {} : { timesync: sync }),
  };
  const reply = accepted(message, {
    ...ours(given),
    ...(livesOnPolling(message, given) ? { supportedConnectionTypes: ["long-polling"] } : {}),
    clientId: session.clientId,
    advice: retryAdvice(settings),
    ...(Object.keys(ext).length === 0 ? {} : { ext }),
  });
  return { session, reply };
}

function failed(reply: BayeuxReply): Step {
  return { session: undefined, reply };
}

function ours(given: Given): Pick<BayeuxReply, "version" | "minimumVersion" | "supportedConnectionTypes"> {
  return { version: "1.0", minimumVersion: "1.0", supportedConnectionTypes: [...given.transports] };
}

/**
 * A client that knows websocket asks over HTTP again, and not with its first message: it has tried a socket in vain, behind a proxy that
 * lets none through or with credentials that no socket can send. Offered again, the published clients (3.1 to 9) take it for good and hear
 * nothing until they give up on it, nearly a minute later: it would get in the way (cometd.md 1).
 */
const livesOnPolling = ({ id, supportedConnectionTypes }: BayeuxRequest, { transport }: Given): boolean =>
  transport === "long-polling" && Number(id) > 1 && supportedConnectionTypes?.includes("websocket") === true;

function wantsAcknowledgement(message: BayeuxRequest): boolean {
  const ack = message.ext?.ack;
  return ack === true || (typeof ack === "object" && ack.enabled);
}
