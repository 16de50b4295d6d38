import type { WebSocket } from "ws";

/**
 * Takes the frames of a websocket in order, at the rate that its user may ask: what comes faster waits, the first of it here and the rest
 * in the client, because the socket is not read meanwhile. Nobody else's requests do (reliability.md P14, 2.12). `waitMs`: takes one
 * frame's share, or tells for how long there is none.
 */
export function inPace<Frame>(
  socket: WebSocket,
  waitMs: () => number,
  receive: (frame: Frame) => void,
): (frame: Frame) => void {
  const waiting: Frame[] = [];
  let timer: NodeJS.Timeout | undefined;
  socket.once("close", () => {
    clearTimeout(timer);
    waiting.length = 0;
  });

  const drain = (): void => {
    timer = undefined;
    for (;;) {
      const [next] = waiting;
      if (next === undefined) break;
      const ms = waitMs();
      if (ms > 0) {
        socket.pause();
        timer = setTimeout(drain, ms);
        return;
      }
      waiting.shift();
      receive(next);
    }
    socket.resume();
  };

  return (frame) => {
    waiting.push(frame);
    if (timer === undefined) drain();
  };
}
