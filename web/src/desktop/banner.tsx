import { connectionShown } from "../state/connection.ts";
import { Button } from "../ui/button.tsx";
import { retryPush, useDesk, useSay } from "./desk.ts";
import { useNow } from "./ticking.ts";

/** Bound to one fact, the last result of the poll; it goes when everything was read anew. desktop.md 3.7 */
export function ConnectionBanner() {
  const say = useSay();
  const connection = useDesk((state) => state.connection);
  const now = useNow();
  if (connectionShown(connection, now) !== "banner") return null;
  return (
    <div className="banner" role="alert">
      <p>{say("connection.lost")}</p>
      <Button onPress={retryPush}>{say("connection.retry")}</Button>
    </div>
  );
}
