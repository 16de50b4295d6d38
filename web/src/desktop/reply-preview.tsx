import type { JobStartedAnswer } from "@postroom/contract/jobs";
import { useSay } from "./desk.ts";

type Replies = NonNullable<Extract<JobStartedAnswer["job"], { state: "dryRun" }>["reply"]>;

/** To how many it goes, how long it can be called back, and the first mails as they would go out. desktop.md 3.8 */
export function ReplyPreview({ replies }: { readonly replies: Replies }) {
  const say = useSay();
  const { contacts, repeatedContacts: repeated, holdSeconds: seconds, previews } = replies;
  return (
    <>
      <p>{say(repeated === 0 ? "reply.contacts" : "reply.repeated", { contacts, repeated })}</p>
      <p>{seconds === 0 ? say("reply.atOnce") : say("reply.holds", { seconds })}</p>
      <h3>{say("reply.first")}</h3>
      <ol className="previews">
        {previews.map(({ interactionId, to = [], subject, text, statusMessage }) => (
          <li key={interactionId}>
            {statusMessage === undefined ? (
              <>
                <p>
                  <bdi>
                    {to.map(({ name, address }) => (name === "" ? address : `${name} <${address}>`)).join(", ")}
                  </bdi>
                </p>
                <p dir="auto">
                  <strong>{subject}</strong>
                </p>
                <p className="preview-text" dir="auto">
                  {text}
                </p>
              </>
            ) : (
              <p className="problem">
                {say("reply.notThis")} <span lang="en">{statusMessage}</span>
              </p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
