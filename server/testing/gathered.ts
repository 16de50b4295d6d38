/** Bytes that come in chunks and are taken from the front. However large they grow, each is copied twice at most on average. */
export function createGathered() {
  let room = Buffer.allocUnsafe(65_536);
  let start = 0;
  let end = 0;
  return {
    /** What was taken stays as it is: its bytes are never written again. */
    bytes: (): Buffer => room.subarray(start, end),
    add(chunk: Uint8Array): void {
      if (end + chunk.length > room.length) {
        const held = room.subarray(start, end);
        room = Buffer.allocUnsafe(Math.max(room.length, 2 * (held.length + chunk.length)));
        room.set(held);
        end = held.length;
        start = 0;
      }
      room.set(chunk, end);
      end += chunk.length;
    },
    drop(count: number): void {
      start += count;
    },
  };
}
