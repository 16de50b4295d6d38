import type { MailServersAnswer } from "@postroom/contract";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Standing } from "../level.tsx";
import { Records } from "../records.tsx";
import { typeMailbox } from "./open-mailbox.ts";

type Server = MailServersAnswer["servers"][number];

/** Has the account be at this server. */
export const takeServer = ({ host, port, tls, user }: Server): void =>
  typeMailbox({ host, port: String(port), tls, user, isFetched: true });

type Props = { readonly found: MailServersAnswer; readonly isFetched: boolean };

/** What DNS says of an address: where its mail is read, and how receivers judge mail of its domain. desktop.md 8.2 */
export function Found({ found: { address, servers, provider, advice, records }, isFetched }: Props) {
  const say = useSay();
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return (
    <div className="found">
      {isFetched && (
        <>
          {servers.length === 0 && <p>{say("mailbox.foundNone")}</p>}
          <ul className="servers">
            {servers.map((server) => (
              <li key={`${server.host}:${server.port}`}>
                <bdi>
                  {server.host}:{server.port}
                </bdi>{" "}
                <span className="soft">
                  {say(`mailbox.source.${server.source}`, { name: provider?.name ?? server.host })}
                </span>{" "}
                <Button onPress={() => takeServer(server)} label={say("mailbox.use", { name: server.host })}>
                  {say("mailbox.useIt")}
                </Button>
              </li>
            ))}
          </ul>
          {provider !== null && provider.signIn !== "password" && (
            <p>{say(`mailbox.signIn.${provider.signIn}`, { name: provider.name })}</p>
          )}
        </>
      )}
      <details>
        <summary>{say("mailbox.domain", { domain })}</summary>
        <ul className="log">
          {advice.map(({ about, level, text }) => (
            <li key={`${about} ${text}`}>
              <Standing level={level} />{" "}
              <span dir="auto" lang="en">
                {text}
              </span>
            </li>
          ))}
        </ul>
        <Records records={records} />
      </details>
    </div>
  );
}
