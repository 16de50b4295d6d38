import type { SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from "smtp-server";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { createAdmission } from "./receiver-admission.ts";
import { ClientGone, readContent } from "./receiver-content.ts";
import { createEnvelopeCheck, type EnvelopeCheck } from "./receiver-envelope.ts";
import type { AcceptOutcome, CapacityAnswer, ReceivedMail, RecipientAnswer, SessionFacts } from "./receiver-mail.ts";
import { type ListenAt, ReceiverServer, serverOptions } from "./receiver-server.ts";
import type { ReceiverSettings } from "./receiver-settings.ts";
import { Refused, type ReplyName } from "./replies.ts";

export type ReceiverOptions = {
  readonly listen: ListenAt;
  readonly settings: ReceiverSettings;
  /** Whose mail an address is. Asked at RCPT; throwing means 451. */
  readonly recipients: (address: string) => Promise<RecipientAnswer>;
  /** Commits a mail, durably, before it resolves. Throwing means 451: the sender keeps the mail. */
  readonly accept: (mail: ReceivedMail) => Promise<AcceptOutcome>;
  /** Asked at MAIL with the envelope sender. Without it: always `ok`. */
  readonly capacity?: (from: string) => Promise<CapacityAnswer>;
  /** Told of mail that was refused although its mailboxes are known. */
  readonly refused?: (mailboxes: readonly string[], reason: ReplyName) => void;
  readonly files: Files;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "count">;
  readonly clock: Clock;
};

export type Receiver = {
  /** Listens, and says where. Throws when it cannot. */
  start(): Promise<ListenAt>;
  /** Stops listening, lets DATA in progress end within `stopMs`, says 421 to all others (reliability.md 2.10). */
  stop(): Promise<void>;
};

/** Receives mail by SMTP: the bytes are durable before the 250, and nothing here looks into them (mail.md 2). */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { settings } = options;
  const admission = createAdmission(settings, options.clock);
  const envelope = createEnvelopeCheck({
    recipients: options.recipients,
    capacity: options.capacity ?? (async () => "ok"),
    admission,
    unknownRecipientsMax: settings.unknownRecipientsMax,
  });
  const take = createTaking(options, envelope);
  const answer = createAnswering(options);
  const receiving = new Set<string>();
  let isStopping = false;

  const callbacks: SMTPServerOptions = {
    onMailFrom: (address, session, done) => settle(envelope.mailFrom(address, session), done, answer),
    onRcptTo: (address, session, done) => settle(envelope.rcptTo(address, session), done, answer),
    onData: (stream, session, done) => {
      receiving.add(session.id);
      const tooSlow = () => server.dismiss("dataTooSlow", ({ id }) => id === session.id);
      const timer = setTimeout(tooSlow, settings.dataMs);
      stream.once("close", () => clearTimeout(timer));
      const reply = (error?: Error | null, text?: string | readonly string[]) => {
        done(error, typeof text === "object" ? [...text] : text);
        receiving.delete(session.id);
        if (isStopping) server.dismiss("shuttingDown", ({ id }) => id === session.id);
      };
      const taking = take(stream, session).catch((error) => {
        tellRefused(options, envelope.recipientsOf(session), error);
        throw error;
      });
      settle(taking, reply, answer);
    },
  };
  const server = new ReceiverServer({ ...serverOptions(settings), ...callbacks }, admission, settings.errorsMax);
  // A client's reset is emitted here; without a listener the process would die (mail.md 1.1).
  server.on("error", (error) => options.log.debug({ err: error }, "SMTP session ended by an error"));

  return {
    start: () => server.open(options.listen),
    stop: async () => {
      isStopping = true;
      const closed = server.shut(settings.stopMs);
      server.dismiss("shuttingDown", ({ id }) => !receiving.has(id));
      await closed;
    },
  };
}

function createTaking(options: ReceiverOptions, envelope: EnvelopeCheck) {
  return async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string | readonly string[]> => {
    const { mailFrom } = session.envelope;
    const circumstances = {
      from: mailFrom === false ? "" : mailFrom.address,
      recipients: envelope.recipientsOf(session),
      session: sessionFacts(session),
    };
    const content = await readContent(stream, options.settings, options.files);
    const outcome = await options.accept({ ...circumstances, ...content, receivedAt: options.clock.wall() });
    options.metrics.count("postroom_smtp_mails_total");
    return options.settings.lmtp ? envelope.each(session, outcome) : `2.0.0 ${outcome.accepted}`;
  };
}

/** For the ledger; a client that left was not refused, and a fault of ours is the sender's to repeat. */
function tellRefused({ refused }: ReceiverOptions, recipients: ReceivedMail["recipients"], error: unknown): void {
  if (error instanceof Refused) refused?.([...new Set(recipients.map(({ mailbox }) => mailbox))], error.reply);
}

/** What a thrown error means to the client: a fault is ours, so the sender hears 451 and keeps the mail (mail.md 0.4). */
function createAnswering({ log, metrics }: ReceiverOptions) {
  return (error: unknown): Refused => {
    const refused = error instanceof Refused ? error : new Refused("cannotCommit", { cause: error });
    if (error instanceof ClientGone) log.debug({ err: error }, "SMTP client left");
    else if (refused !== error) log.warn({ err: error }, "mail deferred");
    metrics.count("postroom_smtp_refusals_total", {
      reason: error instanceof ClientGone ? "clientGone" : refused.reply,
    });
    return refused;
  };
}

function settle<T>(
  work: Promise<T>,
  done: (error?: Error | null, value?: T) => void,
  answer: (error: unknown) => Refused,
): void {
  work.then(
    (value) => done(null, value),
    (error) => done(answer(error)),
  );
}

function sessionFacts(session: SMTPServerSession): SessionFacts {
  const cipher = session.tlsOptions;
  return {
    remoteAddress: session.remoteAddress,
    helo: session.hostNameAppearsAs,
    tls: cipher === false ? undefined : `${cipher.version} ${cipher.name}`,
    esmtp: session.openingCommand.toUpperCase() !== "HELO",
    smtpUtf8: session.envelope.smtpUtf8 === true,
  };
}
