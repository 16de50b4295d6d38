import { counted, nothingYet, type TestEvent } from "./tally.ts";

/** A reporter that prints nothing and tells the process that started the run how it stands, after every event. */
// biome-ignore lint/style/noDefaultExport: node:test takes a reporter from the default export
export default async function* tell(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let tally = nothingYet;
  for await (const event of events) {
    const next = counted(tally, event);
    if (next !== tally) process.send?.(next);
    tally = next;
  }
  yield "";
}
