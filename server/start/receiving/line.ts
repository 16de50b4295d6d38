/** The other thread's end. */
type Port = { postMessage(value: unknown, moved: readonly ArrayBuffer[]): void };

/** Says something to the other thread; `moved` is there afterwards and here no more. */
export type Say<Message> = (message: Message, moved?: ArrayBuffer) => void;

/** What is said in one turn of the event loop crosses together, as an array: a crossing costs more than what it carries. */
export function createLine<Message>(port: Port): Say<Message> {
  let said: Message[] = [];
  let moving: ArrayBuffer[] = [];
  const cross = (): void => {
    const [messages, moved] = [said, moving];
    said = [];
    moving = [];
    port.postMessage(messages, moved);
  };
  return (message, moved) => {
    if (said.length === 0) setImmediate(cross);
    said.push(message);
    if (moved !== undefined) moving.push(moved);
  };
}
