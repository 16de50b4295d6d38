import { agentAnswer, agentControls } from "@postroom/contract";
import type { OperationDefinition } from "../../operations/operation.ts";
import { forceLogOut } from "../../operations/supervisor/force-log-out.ts";
import { forceReadiness } from "../../operations/supervisor/force-readiness.ts";
import { messageAgent } from "../../operations/supervisor/message-agent.ts";
import { reOffer } from "../../operations/supervisor/re-offer.ts";
import { takeBack } from "../../operations/supervisor/take-back.ts";
import type { AgentOnBoard } from "../../ports/agents.ts";
import { type Found, found } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { command, commands, doing } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { agentShape } from "../shapes/agent-on-board.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

/** Nothing of an agent has a version. The answer is the agent as it is now. */
const does = <Body, Input>(
  called: string,
  operation: OperationDefinition<Input, AgentOnBoard>,
  input: (body: Body) => Found<Input>,
) =>
  doing<Body, Input, AgentOnBoard>({
    ...{ called, operation, input, versioned: false },
    answers: (agent, _, { request }) => success({ agent: agentShape(agent, request.actor) }),
  });

type Item = { readonly interactionId: string; readonly reason?: string | undefined };

const itemIn = ({ interactionId: interaction, reason }: Item) => found({ interaction, ...present("reason", reason) });

/** What a supervisor does with an agent. Log-off ends sessions, which are forgotten here at once. desktop.md 7, 13 */
export const agent: Resource = {
  name: desktop,
  paths: [below("/agents/{id}")],
  post: {
    ...commands({
      summary:
        "Sets an agent's state, logs the agent off, takes an item back, offers one again, or writes to the agent",
      prefix: "Agent",
      named: {
        SetState: command({
          body: agentControls.SetState,
          does: does("SetState", forceReadiness, ({ state, reason }) =>
            found({ state, ...present("reason", reason), onlyLed: true }),
          ),
        }),
        LogOff: command({
          body: agentControls.LogOff,
          does: does("LogOff", forceLogOut, ({ reason }) => found({ ...present("reason", reason), onlyLed: true })),
        }),
        TakeBack: command({ body: agentControls.TakeBack, does: does("TakeBack", takeBack, itemIn) }),
        ReOffer: command({ body: agentControls.ReOffer, does: does("ReOffer", reOffer, itemIn) }),
        Message: command({
          body: agentControls.Message,
          does: does("Message", messageAgent, ({ text }) => found({ text })),
        }),
      },
      answer: agentAnswer,
    }),
    configures: true,
  },
};
