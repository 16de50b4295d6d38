import type { Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";

// A process of its own: the library that receives for us, taking mail and keeping nothing. No receiver that is built on it takes more on one
// core. Prints its port. scale.md 4

/** As ours for clients of this machine: the library would wait 100 ms before it greets, and that is what would be measured. */
class Session extends SMTPConnection {
  override init(): void {
    this._setListeners(() => this.connectionReady());
  }
}

class Floor extends SMTPServer {
  override connect(socket: Socket): void {
    const session = new Session(this, socket, { remoteAddress: "127.0.0.1" });
    this.connections.add(session);
    session.on("error", () => undefined);
    session.init();
  }
}

const server = new Floor({
  ...{ authOptional: true, disableReverseLookup: true, logger: false, disabledCommands: ["STARTTLS", "AUTH"] },
  onData(stream, _session, callback) {
    stream.resume();
    stream.once("end", () => callback(null, "2.0.0 Taken"));
  },
});
server.listen(0, "127.0.0.1", () => {
  const address = server.server.address();
  if (typeof address === "object") process.stdout.write(`${address?.port}\n`);
});
