import type { Receiver } from "../../adapters/smtp/receiver.ts";
import type { ListenAt } from "../../adapters/smtp/receiver-server.ts";
import type { Configuration } from "../../config-options.ts";
import { receiverSettings } from "../adapter-settings.ts";
import type { Certificate } from "../certificate.ts";
import type { Closing } from "../closing.ts";
import type { Core } from "../core.ts";
import { filesFolder } from "../data-directory.ts";
import { fileAlarm } from "../file-alarm.ts";
import { listen } from "../listen.ts";
import type { Refusals } from "../refusals.ts";
import { createReceiving } from "./receiving.ts";

type Options = {
  readonly closing: Closing;
  readonly certificate: Certificate | undefined;
  readonly onFatal: (error: Error) => void;
};

/** Where mail is handed in, as the ready line says it. */
export type Listening = { readonly smtp: string | undefined; readonly lmtp: string | undefined };

/** Mail in by SMTP, and by LMTP where it is asked for: each with a thread, which loads while the rest of the server starts. */
export function createListeners(
  configuration: Configuration,
  core: Core,
  options: Options,
): { start(refusals: Refusals): Promise<Listening> } {
  const { smtp, lmtp } = configuration;
  const bySmtp = smtp && createListener(smtp, configuration, core, { ...options, lmtp: false });
  const byLmtp = lmtp && createListener(lmtp, configuration, core, { ...options, lmtp: true });
  return {
    start: async (refusals) => ({ smtp: await bySmtp?.start(refusals), lmtp: await byLmtp?.start(refusals) }),
  };
}

function createListener(
  at: ListenAt,
  configuration: Configuration,
  core: Core,
  { closing, certificate, onFatal, lmtp }: Options & { readonly lmtp: boolean },
) {
  const settings = { ...receiverSettings(core.given), lmtp, certificate };
  const { waitingMax } = core.given.smtp;
  const given = {
    ...{ listen: at, settings, waitingMax },
    ...{ folder: filesFolder(configuration.data), logLevel: configuration.logLevel },
  };
  const receiver: Receiver = createReceiving({ ...core, given, onFatal, unreadable: fileAlarm(core) });
  // When the start fails before it listens; behind that, it is the first to stop.
  closing.add(() => receiver.stop());
  return {
    async start(refusals: Refusals): Promise<string | undefined> {
      const flag = `--${lmtp ? "lmtp" : "smtp"} ${nameOf(at)}`;
      const found = await refusals.tried(() => listen(() => receiver.start(), flag));
      if (found === undefined) return undefined;
      closing.add(() => receiver.stop());
      return nameOf(found);
    },
  };
}

const nameOf = (at: ListenAt): string =>
  "path" in at ? at.path : `${at.host.includes(":") ? `[${at.host}]` : at.host}:${at.port}`;
