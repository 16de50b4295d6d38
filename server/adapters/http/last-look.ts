import type { Server } from "node:http";

/** So long a connection that is idle when the server stops may still bring a request: its client does not know yet, or has just asked. */
const lingerMs = 100;
/** A round of the event loop that takes no longer leaves nobody time to say something that is unread at its end. */
const quickMs = 1;
const looksMax = 50;

/**
 * Lets a server close only behind a look at what has arrived: connections that nobody has taken yet, and requests that nobody has read.
 * To Node they are nothing or idle, and a close at that moment would cut them though their clients have said all. Idle connections linger
 * a moment, too. RFC 9112 §9.6, reliability.md P19
 */
export function lookBeforeClosing(server: Server): void {
  const { close, closeIdleConnections } = server;
  server.closeIdleConnections = () => {
    setTimeout(behindALook, lingerMs, () => closeIdleConnections.call(server));
  };
  server.close = (closed) => {
    behindALook(() => close.call(server, closed));
    return server;
  };
}

/** Immediates run right behind the polling of sockets: one round takes the connections, the next reads what they brought. */
function behindALook(does: () => void, looked = 0): void {
  const begun = performance.now();
  setImmediate(() => {
    const isQuick = performance.now() - begun < quickMs;
    if ((looked > 0 && isQuick) || looked === looksMax) does();
    else behindALook(does, looked + 1);
  });
}
