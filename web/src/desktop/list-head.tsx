import { useLocation } from "wouter";
import { useDesk, useSay } from "./desk.ts";
import { QueuesHead } from "./queues-head.tsx";
import { SearchHead } from "./search-head.tsx";
import { type Listed, shelfOf } from "./views.ts";

/** What the list is, and how to come to the ones beside it. */
export function ListHead({ view }: { readonly view: Listed }) {
  const say = useSay();
  const [, go] = useLocation();
  const centre = useDesk((state) => state.centre);
  if (view.kind === "search" || view.kind === "view")
    return <SearchHead key={view.kind === "view" ? view.id : ""} view={view} />;
  if (view.kind === "queues") return <QueuesHead name={view.name} />;
  if (view.kind === "interaction") return <h1>{say("view.inbox")}</h1>;
  if (view.kind !== "workbins") return <h1>{say(`view.${view.kind}`)}</h1>;
  return (
    <>
      <h1>{say("view.workbins")}</h1>
      <div className="shelves">
        {Object.values(centre.shelves).map(({ workbin, items }) => (
          <button
            key={workbin.id}
            type="button"
            className="button"
            aria-pressed={shelfOf(view, { centre })?.workbin.id === workbin.id}
            onClick={() => go(`/workbins/${encodeURIComponent(workbin.name)}`)}
          >
            {workbin.displayName} {Object.keys(items).length}
          </button>
        ))}
      </div>
    </>
  );
}
