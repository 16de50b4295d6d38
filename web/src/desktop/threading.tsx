import type { EmailB, ThreadAnswer } from "@postroom/contract";
import { useSay } from "./desk.ts";

type Props = { readonly email: EmailB; readonly thread: ThreadAnswer | undefined };

/** Why the open mail deserves a second look where it lies: a stranger in the thread, or one beside it, and by what it was brought there. mail.md 5.2 */
export function Threading({ email, thread }: Props) {
  const say = useSay();
  const because = thread?.messages.find(({ id }) => id === email.id)?.joinedBecause;
  const flags = shownFlags.filter((flag) => because?.flags.includes(flag));
  if (because === undefined || flags.length === 0) return null;
  return (
    <div className="together" data-kind="threading">
      {flags.map((flag) => (
        <p key={flag}>{say(`threading.${flag}`)}</p>
      ))}
      <p className="readers">
        <bdi>
          {because.rule}: {because.evidence}
        </bdi>
      </p>
    </div>
  );
}

const shownFlags = ["newParticipant", "senderNotVerified", "subjectChanged", "linked"] as const;
