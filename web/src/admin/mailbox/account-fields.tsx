import { useSay } from "../../desktop/desk.ts";
import type { Problem } from "../problems.ts";
import { typeMailbox } from "./open-mailbox.ts";
import { ChoiceField, TextField, Tick } from "./text-field.tsx";
import type { Mailbox, TypedMailbox } from "./typed-mailbox.ts";

type Props = { readonly typed: TypedMailbox; readonly problems: readonly Problem[] };

const secured = ["implicit", "starttls", "none"] as const;
const settled = ["keep", "seen", "move", "delete"] as const;

/** Where its mail is fetched from, and what becomes of it there. */
export function AccountFields({ typed, problems, before }: Props & { readonly before: Mailbox | undefined }) {
  const say = useSay();
  const shared = { typed, problems };
  return (
    <>
      <div className="side-by-side">
        <TextField {...shared} name="host" path="imap.host" label="mailbox.host" />
        <TextField {...shared} name="port" path="imap.port" label="mailbox.port" />
        <ChoiceField
          {...shared}
          name="tls"
          path="imap.tls"
          label="mailbox.tls"
          choices={secured.map((value) => ({ value, words: say(`mailbox.tls.${value}`) }))}
        />
      </div>
      <LogInFields {...shared} isStored={before !== undefined && before.imap !== null} />
      <div className="side-by-side">
        <TextField {...shared} name="folder" path="imap.folder" label="mailbox.folder" isCode={false} />
        <ChoiceField
          {...shared}
          name="after"
          path="imap.after"
          label="mailbox.after"
          choices={settled.map((value) => ({ value, words: say(`mailbox.after.${value}`) }))}
        />
        {typed.after === "move" && (
          <TextField {...shared} name="moveTo" path="imap.moveTo" label="mailbox.moveTo" isCode={false} />
        )}
        <TextField {...shared} name="from" path="imap.from" label="mailbox.from" hint="mailbox.fromHint" kind="date" />
        <TextField
          {...shared}
          name="sentFolder"
          path="imap.sentFolder"
          label="mailbox.sentFolder"
          hint="mailbox.sentFolderHint"
          isCode={false}
        />
      </div>
      {typed.sentFolder !== "" && <Tick name="copySent" label="mailbox.copySent" typed={typed} />}
    </>
  );
}

function LogInFields({ typed, problems, isStored }: Props & { readonly isStored: boolean }) {
  const say = useSay();
  const shared = { typed, problems };
  const ways = [...(isStored ? (["kept"] as const) : []), "password", "oauth"] as const;
  return (
    <div className="side-by-side">
      <TextField {...shared} name="user" path="imap.user" label="mailbox.user" />
      <ChoiceField
        {...shared}
        name="logIn"
        path="imap.logIn"
        label="mailbox.logIn"
        choices={ways.map((value) => ({ value, words: say(`mailbox.logIn.${value}`) }))}
      />
      {typed.logIn === "password" && (
        <TextField {...shared} name="password" path="imap.password" label="mailbox.password" kind="password" />
      )}
      {typed.logIn === "oauth" && (
        <>
          <TextField {...shared} name="tokenUrl" path="imap.oauth.tokenUrl" label="mailbox.tokenUrl" />
          <TextField {...shared} name="clientId" path="imap.oauth.clientId" label="mailbox.clientId" />
          <TextField
            {...shared}
            name="clientSecret"
            path="imap.oauth.clientSecret"
            label="mailbox.clientSecret"
            kind="password"
          />
          <TextField
            {...shared}
            name="refreshToken"
            path="imap.oauth.refreshToken"
            label="mailbox.refreshToken"
            hint="mailbox.refreshTokenHint"
            kind="password"
          />
          <TextField {...shared} name="scope" path="imap.oauth.scope" label="mailbox.scope" />
        </>
      )}
    </div>
  );
}

const ways = ["smtp", "imap"] as const;

/** Whether its mail is delivered to us, or fetched. */
export function WayIn({ typed }: Pick<Props, "typed">) {
  const say = useSay();
  return (
    <div role="radiogroup" aria-label={say("mailbox.incoming")}>
      {ways.map((way) => (
        <label key={way} className="tick">
          <input
            type="radio"
            name="way-in"
            checked={typed.isFetched === (way === "imap")}
            onChange={() => typeMailbox({ isFetched: way === "imap" })}
          />
          {say(`mailbox.by.${way}`)}
        </label>
      ))}
    </div>
  );
}
