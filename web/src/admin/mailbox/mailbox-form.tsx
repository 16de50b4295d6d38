import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Refused } from "../../api/outcome.ts";
import { saving } from "../../commands/saving.ts";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Problems } from "../field.tsx";
import { type Problem, problemsOf } from "../problems.ts";
import { AccountFields, WayIn } from "./account-fields.tsx";
import { AddressFields } from "./address-fields.tsx";
import { Found } from "./found.tsx";
import { nameOfField } from "./mailbox-words.ts";
import { MoreFields } from "./more-fields.tsx";
import { closeMailbox, openMailbox, saveMailbox } from "./open-mailbox.ts";
import { TryIt } from "./try-it.tsx";
import { fieldOf, type Mailbox, type TypedMailbox } from "./typed-mailbox.ts";
import { useFound } from "./use-found.ts";

type Props = {
  readonly open: { readonly before: Mailbox | undefined; readonly typed: TypedMailbox };
  /** The mailbox as the server has it; undefined: it has not. */
  readonly now: Mailbox | undefined;
  /** Names of queues that mail may come into; undefined: not read yet. */
  readonly queues: readonly string[] | undefined;
  readonly readAgain: () => Promise<void>;
  readonly done: (words: string) => Promise<void>;
};

/** Sets up one mailbox: its addresses, where its mail comes from, and whether that works. What is refused stays as it was typed. desktop.md 8.2, 8.6 */
export function MailboxForm({ open: { before, typed }, now, queues, readAgain, done }: Props) {
  const say = useSay();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { found, isLooking, problem, look, lookOnce } = useFound();
  const shared = { typed, before, problems };
  const refused = (refusal: Refused): void => setProblems(wrongIn(refusal, say("mailbox.stale")));
  const forgetAccount = (): void => setProblems((all) => all.filter(({ path }) => !path.startsWith("imap.")));
  const save = async (): Promise<void> => {
    const { open } = openMailbox.getState();
    if (open === undefined) return;
    setBusy(true);
    const saved = await saveMailbox(open, now);
    setBusy(false);
    if (saved.ok) {
      closeMailbox();
      await done(say("queue.saved", { name: typed.address.trim() }));
      return;
    }
    await readAgain();
    if (saved.kind === "refused") refused(saved);
    else setProblems([{ path: "", words: say("notice.unknown") }]);
  };
  // Before it can be seen: the key may come at once.
  useLayoutEffect(() => {
    if (!isBusy) saving.current = save;
    return () => {
      saving.current = undefined;
    };
  });
  useEffect(() => form.current?.querySelector<HTMLElement>("input:enabled")?.focus(), []);
  const title = before === undefined ? say("mailbox.add") : before.address;
  return (
    <form
      ref={form}
      className="form card open-mailbox"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>
        <bdi>{title}</bdi>
      </h2>
      <Problems problems={problems} nameOf={(path) => nameOfField(say, path)} />
      {before !== undefined && now?.version !== before.version && (
        <p role="alert" className="problem">
          {say("mailbox.changedMeanwhile")}
        </p>
      )}
      <AddressFields {...shared} queues={queues} left={before === undefined ? lookOnce : () => undefined} />
      <fieldset>
        <legend>{say("mailbox.incoming")}</legend>
        <WayIn typed={typed} />
        <div className="verbs">
          <Button onPress={look} isDisabled={isLooking || typed.address.trim() === ""} hint={say("mailbox.findHint")}>
            {say("mailbox.find")}
          </Button>
          <span role="status">{isLooking && say("mailbox.finding")}</span>
        </div>
        {problem !== undefined && (
          <p role="alert" className="problem" lang="en">
            {problem}
          </p>
        )}
        {found !== undefined && <Found found={found} isFetched={typed.isFetched} />}
        {typed.isFetched && <AccountFields {...shared} />}
      </fieldset>
      <MoreFields typed={typed} problems={problems} />
      <TryIt typed={typed} before={now} begun={forgetAccount} refused={refused} />
      <div className="verbs">
        <Button type="submit" isMain isDisabled={isBusy} keys="^S">
          {say("dialog.save")}
        </Button>
        <Button onPress={closeMailbox}>{say("skills.discard")}</Button>
      </div>
    </form>
  );
}

function wrongIn(refusal: Refused, stale: string): readonly Problem[] {
  if (refusal.version !== undefined) return [{ path: "", words: stale }];
  return problemsOf(refusal).map(({ path, words }) => ({ path: fieldOf(path), words }));
}
