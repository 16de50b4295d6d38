import type { ProvisionedMailbox, Provisioning } from "@postroom/contract";
import { environmentVariable } from "../config.ts";
import { StartRefused } from "../start-refused.ts";

type Imap = NonNullable<ProvisionedMailbox["imap"]>;

/** The file with what it says by `{ env: NAME }` put in its place. Refuses names that the environment does not have, all at once. product.md */
export function withSecrets(file: Provisioning): Provisioning {
  const problems: string[] = [];
  const mailboxes = file.mailboxes.map((mailbox, index) => {
    if (mailbox.imap === undefined) return mailbox;
    const { password, oauth, ...rest } = mailbox.imap;
    const looked = (secret: NonNullable<Imap["password"]>, path: string): string => {
      const value = typeof secret === "string" ? secret : environmentVariable(secret.env);
      if (value === undefined) problems.push(`mailboxes[${index}].imap.${path}.env: no such environment variable`);
      return value ?? "";
    };
    const imap: Imap = {
      ...rest,
      ...(password === undefined ? {} : { password: looked(password, "password") }),
      ...(oauth === undefined
        ? {}
        : {
            oauth: {
              ...oauth,
              ...(oauth.refreshToken === undefined
                ? {}
                : { refreshToken: looked(oauth.refreshToken, "oauth.refreshToken") }),
              ...(oauth.clientSecret === undefined
                ? {}
                : { clientSecret: looked(oauth.clientSecret, "oauth.clientSecret") }),
            },
          }),
    };
    return { ...mailbox, imap };
  });
  if (problems.length > 0) throw new StartRefused(problems, 2);
  return { ...file, mailboxes };
}
