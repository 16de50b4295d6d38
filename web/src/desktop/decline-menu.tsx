import { useState } from "react";
import { invitations } from "../state/rows.ts";
import { Subject } from "../ui/subject.tsx";
import { desk, useDesk, useSay, verbs } from "./desk.ts";
import { DigitMenu } from "./digit-menu.tsx";

/** Why the offer that was first is declined: the centre's reasons, each with a digit. Once it has gone nothing is declined in its place. desktop.md 3.3 */
export function DeclineMenu() {
  const say = useSay();
  const reasons = useDesk(({ declineReasons }) => declineReasons);
  const [id] = useState(() => invitations(desk.store.getState())[0]?.id);
  const offered = useDesk((state) => invitations(state).find((one) => one.id === id));
  if (offered === undefined) return <p>{say("dialog.offerGone")}</p>;
  return (
    <>
      <p dir="auto" className="cut">
        <Subject text={offered.subject ?? ""} />
      </p>
      <DigitMenu
        choices={reasons.map((word) => ({
          word,
          choose: () => {
            desk.store.setState({ dialog: undefined });
            return verbs.decline(offered.id, word);
          },
        }))}
      />
    </>
  );
}
