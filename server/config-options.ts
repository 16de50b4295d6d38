import { resolve } from "node:path";
import { z } from "zod";
import { address, addressOrOff, addressOrSocket, database, relay } from "./config-values.ts";

const path = z
  .string()
  .min(1)
  .transform((text) => resolve(text));

/** Process configuration: how this process is started. What the contact centre does is set by its settings (architecture.md 10). */
export const configurationSchema = z.strictObject({
  data: path.prefault("./data"),
  http: address.prefault("127.0.0.1:8080"),
  smtp: addressOrOff.prefault("127.0.0.1:2525"),
  lmtp: addressOrSocket.optional(),
  smtpCertificate: path.optional(),
  smtpKey: path.optional(),
  relay: relay.optional(),
  database: database.prefault("embedded"),
  provision: path.optional(),
  keyFile: path.optional(),
  logLevel: z.enum(["error", "warn", "info", "debug"]).default("info"),
  metricsToken: z.string().min(16).max(1_000).optional(),
});

export type Configuration = z.output<typeof configurationSchema>;

/** What an option is called on the command line and in the environment, and its default in words. In the file it is called by its key. */
export type Option = {
  readonly flag: string;
  readonly environment: string;
  readonly byDefault: string;
  readonly description: string;
};

/** Every option of `postroom serve` but `--config`, in the order of `--help`. product.md */
export const options = {
  data: {
    flag: "--data <dir>",
    environment: "POSTROOM_DATA",
    byDefault: "./data",
    description: "folder for the database, mail and attachments",
  },
  http: {
    flag: "--http <host:port>",
    environment: "POSTROOM_HTTP",
    byDefault: "127.0.0.1:8080",
    description: "where the API and the desktop listen; port 0: any free one",
  },
  smtp: {
    flag: "--smtp <host:port>",
    environment: "POSTROOM_SMTP",
    byDefault: "127.0.0.1:2525",
    description: "where mail comes in, or off; port 0: any free one",
  },
  lmtp: {
    flag: "--lmtp <path or host:port>",
    environment: "POSTROOM_LMTP",
    byDefault: "off",
    description: "where a mail server of your own hands in mail by LMTP: a socket's path, or a port",
  },
  smtpCertificate: {
    flag: "--smtp-certificate <file>",
    environment: "POSTROOM_SMTP_CERTIFICATE",
    byDefault: "none: STARTTLS is not offered",
    description: "certificate chain (PEM) with which incoming mail may be encrypted by STARTTLS",
  },
  smtpKey: {
    flag: "--smtp-key <file>",
    environment: "POSTROOM_SMTP_KEY",
    byDefault: "none",
    description: "private key (PEM) of that certificate",
  },
  relay: {
    flag: "--relay <url>",
    environment: "POSTROOM_RELAY",
    byDefault: "none: mail waits in the send queue, visibly",
    description:
      "SMTP server that takes outgoing mail: smtp://host:port, smtps://user:pass@host, smtp://user:pass@host?tls=required",
  },
  database: {
    flag: "--database <url>",
    environment: "POSTROOM_DATABASE",
    byDefault: "embedded: a PostgreSQL kept inside the data folder",
    description: "postgres://… for a PostgreSQL of your own",
  },
  provision: {
    flag: "--provision <file>",
    environment: "POSTROOM_PROVISION",
    byDefault: "none",
    description: "settings, mailboxes, queues and agents as YAML or JSON, applied at every start",
  },
  keyFile: {
    flag: "--key-file <file>",
    environment: "POSTROOM_KEY_FILE",
    byDefault: "the name of the data folder with .key at its end, beside it; made when it is first needed",
    description:
      "keys that passwords of mailboxes are sealed with; not inside the data folder, readable by nobody else",
  },
  logLevel: {
    flag: "--log-level <level>",
    environment: "POSTROOM_LOG_LEVEL",
    byDefault: "info",
    description: "how much is logged: error, warn, info or debug",
  },
  metricsToken: {
    flag: "--metrics-token <token>",
    environment: "POSTROOM_METRICS_TOKEN",
    byDefault: "none: open to everybody who reaches the port",
    description: "bearer token that /metrics asks for; at least 16 characters",
  },
} as const satisfies Readonly<Record<keyof Configuration, Option>>;

/** The option that names the file with all the others. It stands in no file. */
export const configOption: Option = {
  flag: "--config <file>",
  environment: "POSTROOM_CONFIG",
  byDefault: "postroom.yaml if present",
  description: "YAML or JSON with any of these options, by the names of their flags in camelCase",
};
