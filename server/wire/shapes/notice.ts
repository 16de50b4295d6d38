import type { Notice, NoticeAbout } from "../../domain/desktop/notice.ts";
import { isoTime } from "./times.ts";
import { nameIn } from "./together.ts";
import { present } from "./viewing.ts";

/** What was done to somebody, by whom. desktop.md 3.2 */
export const noticeShape = ({ id, at, by, about }: Notice, users: ReadonlyMap<string, string>) => ({
  id,
  at: isoTime(at),
  ...present("by", by === undefined ? undefined : nameIn(users, by)),
  operationName: about.operation,
  ...membersOf(about),
  version: 1,
});

function membersOf(about: NoticeAbout) {
  switch (about.operation) {
    case "SetState":
      return { state: about.state, ...present("reason", about.reason) };
    case "LogOff":
      return present("reason", about.reason);
    case "TakeBack":
    case "ReOffer": {
      const { interaction: interactionId, subject } = about.email;
      return { interactionId, subject, ...present("reason", about.reason) };
    }
    case "Message":
      return { text: about.text };
  }
}
