import type { RulesSimulateAnswer } from "@postroom/contract";
import { useSay } from "../../desktop/desk.ts";

/** What reading made of a source: rules are asked only about what is offered to people. */
export function ReadSo({ read }: { readonly read: NonNullable<RulesSimulateAnswer["read"]> }) {
  const say = useSay();
  const { mailbox, language, because = "" } = read;
  return (
    <>
      <p>
        {say("rules.read", { class: read.class })}
        {mailbox !== undefined && (
          <>
            {" "}
            · <bdi>{mailbox}</bdi>
          </>
        )}
        {language !== undefined && (
          <>
            {" "}
            · <bdi>{language}</bdi>
          </>
        )}
        {read.isReply && ` · ${say("rules.readReply")}`}
      </p>
      {read.placing !== "route" && (
        <p className="problem">
          {read.placing === "attach" ? say("rules.attached") : say("rules.parked", { because })}
        </p>
      )}
    </>
  );
}
