import { momentIn, type Provisioning } from "@postroom/contract";
import type { ProvisionedAccount } from "../operations/configuration/provision-accounts.ts";

type Imap = NonNullable<Provisioning["mailboxes"][number]["imap"]>;
type Secret = NonNullable<Imap["password"]>;

/** An account of a provisioning file in our own words; its secrets were looked up before. */
export const provisionedAccount = (imap: Imap): ProvisionedAccount => ({
  host: imap.host,
  port: imap.port,
  tls: imap.tls,
  user: imap.user,
  isEnabled: imap.enabled,
  folder: imap.folder,
  after: imap.after,
  moveTo: imap.moveTo,
  sentFolder: imap.sentFolder,
  copiesSent: imap.copySent,
  since: imap.from === "all" ? undefined : momentIn(imap.from),
  credentials: credentialsOf(imap),
});

function credentialsOf({ password, oauth }: Imap): ProvisionedAccount["credentials"] {
  if (oauth === undefined) return { password: plain(password ?? "") };
  const { clientSecret, refreshToken, ...client } = oauth;
  return {
    oauth: {
      ...client,
      ...(refreshToken === undefined ? {} : { refreshToken: plain(refreshToken) }),
      ...(clientSecret === undefined ? {} : { clientSecret: plain(clientSecret) }),
    },
  };
}

function plain(secret: Secret): string {
  if (typeof secret !== "string") throw new Error("a secret of the provisioning file was not looked up");
  return secret;
}
