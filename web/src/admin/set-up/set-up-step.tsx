import type { SetUpStepsAnswer } from "@postroom/contract";
import { useId } from "react";
import { useLocation } from "wouter";
import { useLocale, useSay } from "../../desktop/desk.ts";
import { follows } from "../../desktop/follow.ts";
import type { Key } from "../../i18n/words.ts";
import { marks, type Trouble } from "../../supervisor/trouble.ts";
import { BackupProof } from "./backup-proof.tsx";
import { NewAgent } from "./new-agent.tsx";
import { proofText } from "./proof-text.ts";

export type Step = SetUpStepsAnswer["steps"][number];

type Props = {
  readonly step: Step;
  /** A mailbox that a test mail can be sent to. */
  readonly mailbox: string | undefined;
  readonly changed: () => Promise<void>;
};

const troubles: Readonly<Record<Step["state"], Trouble>> = { done: "fine", waiting: "late", open: "soon" };

/** Where a step is done. */
const places: Readonly<Partial<Record<Step["id"], { readonly path: string; readonly label: Key }>>> = {
  mailbox: { path: "/admin/mailboxes", label: "view.mailboxes" },
  "mail-out": { path: "/admin/mailboxes", label: "view.mailboxes" },
  queue: { path: "/admin/queues", label: "view.queueSettings" },
  rule: { path: "/admin/rules", label: "view.rules" },
};

/** One step: how it stands, what shows that, and what to do. */
export function SetUpStep({ step, mailbox, changed }: Props) {
  const say = useSay();
  const locale = useLocale();
  const title = useId();
  const [, go] = useLocation();
  const { id, state, proof } = step;
  const trouble = troubles[state];
  const place = places[id];
  return (
    <li className="card" data-trouble={trouble} aria-labelledby={title}>
      <h2 id={title}>{say(`setUpList.step.${id}`)}</h2>
      <p className="trouble">
        <span aria-hidden="true">{marks[trouble]}</span> {say(`setUpList.state.${state}`)}
      </p>
      {proofText(step, say, locale).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {proof.cause !== undefined && (
        <p className="problem" dir="auto" lang="en">
          {proof.cause}
        </p>
      )}
      {state !== "done" && <p className="soft">{hintOf()}</p>}
      {place !== undefined && (
        <p>
          <a href={place.path} onClick={follows(place.path, go)}>
            {say(place.label)}
          </a>
        </p>
      )}
      {id === "agent" && <NewAgent changed={changed} isFirst={state !== "done"} />}
      {id === "backup" && state !== "done" && <BackupProof changed={changed} />}
    </li>
  );

  function hintOf(): string {
    if (id === "mail-in" && mailbox !== undefined) return say("setUpList.hint.mailTo", { address: mailbox });
    return say(`setUpList.hint.${id}`);
  }
}
