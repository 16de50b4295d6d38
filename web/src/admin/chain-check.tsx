import type { AuditVerifyAnswer } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import { desk, useSay } from "../desktop/desk.ts";
import { told } from "../supervisor/told.ts";
import { Button } from "../ui/button.tsx";

const path = "/api/postroom/v1/audit/verify";

/** Has the chain of hashes checked, part after part, for as long as somebody looks on. desktop.md 8.5 */
export function ChainCheck() {
  const say = useSay();
  const [reached, setReached] = useState<AuditVerifyAnswer>();
  const [isRunning, setRunning] = useState(false);
  const isOver = useRef(false);
  useEffect(() => {
    isOver.current = false;
    return () => {
      isOver.current = true;
    };
  }, []);
  const check = async (): Promise<void> => {
    setRunning(true);
    setReached(undefined);
    for (let body = {}; !isOver.current; ) {
      const part = await desk.api.post<AuditVerifyAnswer>(path, body);
      told(part);
      if (!part.ok) break;
      setReached(part.value);
      if (part.value.nextCursor === undefined) break;
      body = { cursor: part.value.nextCursor };
    }
    setRunning(false);
  };
  return (
    <>
      <Button onPress={check} isDisabled={isRunning} hint={say("audit.checkHint")}>
        {say("audit.check")}
      </Button>
      <p role="status" className="chain">
        {reached !== undefined && <Reached reached={reached} />}
      </p>
    </>
  );
}

function Reached({
  reached: { firstBadSeq, checkedTo, lastSeq, nextCursor },
}: {
  readonly reached: AuditVerifyAnswer;
}) {
  const say = useSay();
  if (firstBadSeq !== null) {
    return (
      <span className="standing" data-trouble="late">
        <span aria-hidden="true">▲</span> {say("audit.broken", { seq: firstBadSeq })}
      </span>
    );
  }
  if (nextCursor !== undefined) return say("audit.checked", { count: checkedTo, all: lastSeq });
  return (
    <span className="standing" data-trouble="fine">
      <span aria-hidden="true">✓</span> {say("audit.whole", { count: lastSeq })}
    </span>
  );
}
