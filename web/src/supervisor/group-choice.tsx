import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";
import { desk, useSay } from "../desktop/desk.ts";

/** The group that the page is about, by its URL; empty: the whole centre. desktop.md 2.7 */
export function useGroup(): readonly [string, (name: string) => void] {
  const [search, setSearch] = useSearchParams();
  return [search.get("group") ?? "", (name) => setSearch(name === "" ? {} : { group: name })];
}

/** Chooses among the groups; hidden where there are none. */
export function GroupChoice() {
  const say = useSay();
  const [group, choose] = useGroup();
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    void desk.api.get<{ groups: readonly { name: string }[] }>("/groups?fields=*").then((read) => {
      if (read.ok) setNames(read.value.groups.map(({ name }) => name));
    });
  }, []);
  if (names.length === 0) return null;
  return (
    <label className="group-choice">
      {say("agents.group")}{" "}
      <select value={group} onChange={({ target }) => choose(target.value)}>
        <option value="">{say("agents.allGroups")}</option>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
