import SMTPConnection from "nodemailer/lib/smtp-connection";

export type SmtpPeer = { readonly host: string; readonly port: number };
export type DemoEnvelope = { readonly from: string; readonly to: readonly string[] };

/** What became of one mail: taken, refused for good (5xx), or to be tried again (4xx, no connection). */
export type Delivered = { readonly kind: "taken" } | { readonly kind: "refused" | "later"; readonly reason: string };

/** Hands one message to the server over a connection of its own, as customers' mail servers do. Never throws. */
export function deliver(peer: SmtpPeer, envelope: DemoEnvelope, raw: Buffer): Promise<Delivered> {
  const connection = new SMTPConnection({
    host: peer.host,
    port: peer.port,
    name: "mail.customers.test",
    ignoreTLS: true,
  });
  return new Promise((resolve) => {
    const fail = (error: SmtpFailure): void => {
      resolve({ kind: (error.responseCode ?? 0) >= 500 ? "refused" : "later", reason: error.message });
      connection.close();
    };
    connection.on("error", fail);
    connection.once("end", () => resolve({ kind: "later", reason: "the connection was closed" }));
    connection.connect((error) => {
      if (error) return fail(error);
      const { from, to } = envelope;
      connection.send({ from: from === "" ? false : from, to: [...to], use8BitMime: true }, raw, (refusal) => {
        if (refusal) return fail(refusal);
        resolve({ kind: "taken" });
        connection.quit();
      });
    });
  });
}

type SmtpFailure = Error & { readonly responseCode?: number | undefined };
