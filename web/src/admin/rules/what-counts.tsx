import type { RulesAnswer } from "@postroom/contract";
import { useLocale, useSay } from "../../desktop/desk.ts";
import { dateText } from "../../desktop/times.ts";

/** Which version counts, who published it and when, and where it is changed. */
export function WhatCounts({ counts: { published, readOnly } }: { readonly counts: RulesAnswer }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <>
      <p className="soft">
        {published === undefined ? (
          say("rules.neverPublished")
        ) : (
          <>
            {say("rules.published", { version: published.version })} · <bdi>{published.by}</bdi> ·{" "}
            <bdi>{dateText(Date.parse(published.at), locale)}</bdi>
          </>
        )}
      </p>
      {readOnly === true && (
        <p>
          <span className="chip">{say("skills.file")}</span> {say("rules.ofFile")}
        </p>
      )}
    </>
  );
}
