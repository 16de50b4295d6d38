import { joinThreadsBody, splitThreadBody, threadChangedAnswer } from "@postroom/contract";
import { joinThreads } from "../../operations/thread/join.ts";
import { splitThread, type Threaded } from "../../operations/thread/split.ts";
import { found } from "../../queries/query.ts";
import { success } from "../answers.ts";
import { command, commands, doing } from "../commands.ts";

const changed = ({ thread }: Threaded) => success({ threadId: thread });

const spelt = (name: string, ids: readonly string[]) =>
  ids.map((value, index) => ({ value, path: `$.${name}[${index}]` }));

/** Supervisors take threads apart and put them together. mail.md 5.2 (ours) */
export const threadCommands = commands({
  summary: "Takes threads apart or puts them together",
  named: {
    Split: command({
      body: splitThreadBody,
      does: doing({
        operation: splitThread,
        input: ({ ids }) => found({ interactions: spelt("ids", ids) }),
        answers: changed,
        versioned: false,
      }),
    }),
    Join: command({
      body: joinThreadsBody,
      does: doing({
        operation: joinThreads,
        input: ({ threadIds }) => found({ threads: spelt("threadIds", threadIds) }),
        answers: changed,
        versioned: false,
      }),
    }),
  },
  answer: threadChangedAnswer,
});
