import type { MailServersAnswer } from "@postroom/contract";
import { useRef, useState } from "react";
import { desk } from "../../desktop/desk.ts";
import { createTurns } from "../../state/newest.ts";
import { takeServer } from "./found.tsx";
import { openMailbox } from "./open-mailbox.ts";

/** What was found of an address; what is found first is taken over where nothing is typed. */
export function useFound() {
  const [found, setFound] = useState<MailServersAnswer>();
  const [isLooking, setLooking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const turns = useRef(createTurns());
  const look = async (): Promise<void> => {
    const address = openMailbox.getState().open?.typed.address.trim() ?? "";
    const isNewest = turns.current();
    setLooking(true);
    const path = `/api/postroom/v1/mail-servers?address=${encodeURIComponent(address)}`;
    const answer = await desk.api.get<MailServersAnswer>(path);
    if (!isNewest()) return;
    setLooking(false);
    setFound(answer.ok ? answer.value : undefined);
    setProblem(!answer.ok && answer.kind === "refused" ? answer.words : undefined);
    const [best] = answer.ok ? answer.value.servers : [];
    const typed = openMailbox.getState().open?.typed;
    if (best !== undefined && typed?.isFetched === true && typed.host === "") takeServer(best);
  };
  /** Of an address that was typed to its end, once. */
  const lookOnce = (): void => {
    const address = openMailbox.getState().open?.typed.address.trim().toLowerCase() ?? "";
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) && address !== found?.address && !isLooking) void look();
  };
  return { found, isLooking, problem, look, lookOnce };
}
