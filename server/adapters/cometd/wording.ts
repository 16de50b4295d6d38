export type WordingName = "3.1" | "5.0";

/** The error texts of a reply, `code:arguments:text`. Clients compare them with the release of CometD that their server once shipped. */
export type Wording = {
  readonly unknownClient: string;
  readonly handshakeDenied: string;
  readonly noCommonTransport: string;
  readonly stopping: string;
  readonly channelMissing: string;
  readonly channelInvalid: string;
  readonly messageDeleted: string;
  readonly subscriptionInvalid: string;
  readonly subscribeDenied: (pattern: string) => string;
  readonly publishDenied: (channel: string) => string;
};

/** The one table of wordings (cometd.md 1): GWS ships CometD 3.1; from 5.0 on the texts are words joined by underscores. */
export const wordings: Readonly<Record<WordingName, Wording>> = {
  "3.1": {
    unknownClient: "402::Unknown client",
    handshakeDenied: "403::Handshake denied",
    noCommonTransport: "412::No supported connection type",
    stopping: "503::Server stopping",
    channelMissing: "400::channel missing",
    channelInvalid: "400::channel invalid",
    messageDeleted: "404::message deleted",
    subscriptionInvalid: "403::subscription invalid",
    subscribeDenied: (pattern) => `403:${pattern}:subscribe denied`,
    publishDenied: (channel) => `403:${channel}:publish denied`,
  },
  "5.0": {
    unknownClient: "402::session_unknown",
    handshakeDenied: "403::handshake_denied",
    noCommonTransport: "412::no_supported_connection_type",
    stopping: "503::server_stopping",
    channelMissing: "400::channel_missing",
    channelInvalid: "400::channel_invalid",
    messageDeleted: "404::message_deleted",
    subscriptionInvalid: "403::subscription_invalid",
    subscribeDenied: (pattern) => `403:${pattern}:subscribe_denied`,
    publishDenied: (channel) => `403:${channel}:publish_denied`,
  },
};
