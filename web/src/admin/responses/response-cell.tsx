import { useState } from "react";
import { desk, useLocale, useSay } from "../../desktop/desk.ts";
import { dateText } from "../../desktop/times.ts";
import { For } from "../../supervisor/for.tsx";
import { told } from "../../supervisor/told.ts";
import { Button } from "../../ui/button.tsx";
import { isUnused, type Response } from "./groups.ts";
import { TextVerbs } from "./text/text-verbs.tsx";

type Props = { readonly response: Response; readonly now: number; readonly readAgain: () => Promise<void> };

/** One text in one language: how it begins, whether it may be used, and how it is. */
export function ResponseCell({ response, now, readAgain }: Props) {
  const say = useSay();
  const locale = useLocale();
  const { language, preview, shortcut, attachments, uses, lastUsedAt, readOnly } = response;
  return (
    <>
      <p lang={language} dir="auto" className="preview">
        {preview}
      </p>
      <p className="chips">
        <Standing response={response} now={now} />
        {shortcut !== "" && (
          <span className="chip">
            /<bdi>{shortcut}</bdi>
          </span>
        )}
        {attachments > 0 && <span className="chip">{say("responses.attachments", { count: attachments })}</span>}
        {readOnly && (
          <span className="chip" title={say("skills.ofFile", { name: response.name })}>
            {say("skills.file")}
          </span>
        )}
      </p>
      <p className="soft">
        {say("responses.uses", { count: uses })}
        {lastUsedAt !== null && (
          <>
            {" · "}
            <bdi>{dateText(Date.parse(lastUsedAt), locale)}</bdi>
          </>
        )}
        {isUnused(response, now) && (
          <>
            {" · "}
            {say("responses.unused")}
          </>
        )}
      </p>
      {!readOnly && (
        <div className="verbs">
          <Approval response={response} readAgain={readAgain} />
          <TextVerbs response={response} readAgain={readAgain} />
        </div>
      )}
    </>
  );
}

/** Whether agents are offered it, in icon and word. */
function Standing({ response: { approved, startTime, expirationTime }, now }: Pick<Props, "response" | "now">) {
  const say = useSay();
  if (!approved) return <span className="chip no">✗ {say("responses.notApproved")}</span>;
  if (startTime !== undefined && now < Date.parse(startTime))
    return <span className="chip no">✗ {say("responses.notYet")}</span>;
  if (expirationTime !== undefined && now >= Date.parse(expirationTime)) {
    return <span className="chip no">✗ {say("responses.expired")}</span>;
  }
  return <span className="chip yes">✓ {say("responses.approved")}</span>;
}

function Approval({ response: { id, version, name, language, approved }, readAgain }: Omit<Props, "now">) {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const change = async (): Promise<void> => {
    setBusy(true);
    const body = { approved: !approved };
    const path = `/response-templates/${id}`;
    told(await desk.api.post<object>(path, body, { method: "PUT", ifMatch: version }));
    await readAgain();
    setBusy(false);
  };
  return (
    <Button
      onPress={change}
      isDisabled={isBusy}
      hint={say(approved ? "responses.withdrawHint" : "responses.approveHint")}
    >
      {say(approved ? "responses.withdraw" : "responses.approve")}
      <For name={`${name}, ${language}`} />
    </Button>
  );
}
