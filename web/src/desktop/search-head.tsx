import { useState } from "react";
import { useLocation } from "wouter";
import { Button } from "../ui/button.tsx";
import { useIsThere } from "./asked-about.ts";
import { useDesk, useSay, verbs } from "./desk.ts";
import type { Listed } from "./views.ts";

/** How much was found, and the name under which the search is kept. desktop.md 3.9, 3.10 */
export function SearchHead({ view }: { readonly view: Listed & { readonly kind: "search" | "view" } }) {
  const say = useSay();
  const [, go] = useLocation();
  const total = useDesk(({ foundTotal }) => foundTotal);
  const words = useDesk(({ searchFor }) => searchFor);
  const kept = useDesk(({ views }) => (view.kind === "view" ? views.find(({ id }) => id === view.id) : undefined));
  const mine = useDesk(({ user }) => user?.groups);
  const [isNaming, setNaming] = useState(false);
  const isThere = useIsThere();
  const name = async (given: FormData): Promise<void> => {
    const groups = given.get("shared") === "on" ? (mine ?? []).map((group) => group.name) : [];
    const id = await verbs.keepView(String(given.get("name") ?? "").trim(), words, groups);
    if (id === undefined) return;
    setNaming(false);
    if (isThere()) go(`/views/${id}`);
  };
  return (
    <>
      <h1 dir="auto">{kept?.name ?? say("view.search")}</h1>
      <div className="shelves">
        {total !== undefined && (
          <span role="status">{say(total.totalIsExact ? "list.found" : "list.foundMore", { count: total.total })}</span>
        )}
        {view.kind === "search" && words !== "" && !isNaming && (
          <Button onPress={() => setNaming(true)}>{say("list.keepView")}</Button>
        )}
        {kept?.isOwn === true && (
          <Button
            onPress={() =>
              verbs.removeView(kept.id).then((isGone) => (isGone && isThere() ? go("/search") : undefined))
            }
          >
            {say("list.removeView")}
          </Button>
        )}
      </div>
      {isNaming && (
        <form
          className="shelves"
          onSubmit={(event) => {
            event.preventDefault();
            void name(new FormData(event.currentTarget));
          }}
        >
          <label>
            {say("list.viewName")}
            <input name="name" dir="auto" required maxLength={100} />
          </label>
          <label className="check">
            <input name="shared" type="checkbox" />
            {say("list.shareView")}
          </label>
          <Button type="submit" isMain>
            {say("dialog.save")}
          </Button>
        </form>
      )}
    </>
  );
}
