import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { useSay } from "./desk.ts";

type Props = {
  readonly isVast: boolean;
  /** What stands there until its reader wants more. */
  readonly text: ReactNode;
  readonly children: ReactNode;
};

/** A mail in its frame; of one with so much in it that it would stop the page the text comes first, and the design when it is asked for. */
export function Vast({ isVast, text, children }: Props) {
  const say = useSay();
  const [isWanted, setWanted] = useState(false);
  if (!isVast || isWanted) return children;
  return (
    <>
      <div className="remote verbs">
        <span>{say("mail.vast")}</span>
        <Button onPress={() => setWanted(true)}>{say("mail.showVast")}</Button>
      </div>
      {text}
    </>
  );
}
