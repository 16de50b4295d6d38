import { ArrowRightLeft } from "lucide-react";
import { isFresh } from "../state/moving.ts";
import { Button } from "../ui/button.tsx";
import { useDesk, useSay } from "./desk.ts";
import type { Run } from "./shell.tsx";
import { useNow } from "./ticking.ts";

/** After mail was moved to another queue: how much, and the way back while it is short. desktop.md 7 */
export function Moved({ run }: { readonly run: Run }) {
  const say = useSay();
  const moved = useDesk((state) => state.moved);
  const now = useNow();
  if (!isFresh(moved, now)) return null;
  const { from, to, items } = moved;
  return (
    <div className="notice" data-level="hold">
      <p>
        <ArrowRightLeft size={16} aria-hidden="true" /> {say("moved.done", { count: items.length, from, to })}
      </p>
      {items.length > 0 && (
        <Button keys="z" onPress={() => run("hold.undo")}>
          {say("command.undo")}
        </Button>
      )}
    </div>
  );
}
