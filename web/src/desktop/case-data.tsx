import type { EmailB } from "@postroom/contract";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";
import { useSay, verbs } from "./desk.ts";

/** Pairs that the server wrote about the mail itself: they stand folded below what people work with. wire.md 5.17 */
const isTechnical = (key: string): boolean => /^(?:Header_|_|R[A-Z])/.test(key) || byServer.has(key);
const byServer: ReadonlySet<string> = new Set([
  ...[
    "Mailbox",
    "SubmittedAt",
    "PlacedInQueueAt",
    "AssignedAt",
    "Priority",
    "Origination_Source",
    "SenderVerdict",
    "ThreadFlags",
  ],
  ...["To", "Subject", "FromAddress", "FromPersonal", "EmailAddress"],
  ...["ContactId", "FirstName", "LastName", "FullName"],
]);

/** What people work with. */
export const caseDataOf = ({ userData = {} }: EmailB): readonly (readonly [string, unknown])[] =>
  Object.entries(userData).filter(([key]) => !isTechnical(key));

/** What is known about the case, and a line to add to it. desktop.md 3.5 */
export function CaseData({ email }: { readonly email: EmailB }) {
  const say = useSay();
  const [isAdding, setAdding] = useState(false);
  const all = Object.entries(email.userData ?? {});
  const data = caseDataOf(email);
  const technical = all.filter(([key]) => isTechnical(key));
  return (
    <>
      {data.length === 0 && <p>{say("context.noCaseData")}</p>}
      <Pairs pairs={data} />
      {technical.length > 0 && (
        <details>
          <summary>{say("context.technical", { count: technical.length })}</summary>
          <Pairs pairs={technical} />
        </details>
      )}
      {email.capabilities.includes("UpdateUserData") && !isAdding && (
        <Button onPress={() => setAdding(true)}>{say("context.setPair")}</Button>
      )}
      {isAdding && <SetPair email={email} done={() => setAdding(false)} />}
    </>
  );
}

function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, unknown])[] }) {
  if (pairs.length === 0) return null;
  return (
    <dl>
      {pairs.map(([key, value]) => (
        <div key={key}>
          <dt dir="auto">
            <Subject text={key} />
          </dt>
          <dd dir="auto">
            <Subject text={String(value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function SetPair({ email, done }: { readonly email: EmailB; readonly done: () => void }) {
  const say = useSay();
  return (
    <form
      className="contact-form"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const key = String(given.get("key") ?? "").trim();
        if (key === "") return;
        // A refused pair stays in the form.
        void verbs.setUserData(email.id, key, String(given.get("value") ?? "")).then((isDone) => {
          if (isDone) done();
        });
      }}
    >
      <label>
        {say("context.key")}
        <input name="key" dir="auto" required maxLength={255} list="case-keys" />
      </label>
      <datalist id="case-keys">
        {Object.keys(email.userData ?? {}).map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      <label>
        {say("context.value")}
        <input name="value" dir="auto" maxLength={1_000} />
      </label>
      <div className="verbs">
        <Button type="submit" isMain>
          {say("dialog.save")}
        </Button>
        <Button onPress={done}>{say("dialog.close")}</Button>
      </div>
    </form>
  );
}
