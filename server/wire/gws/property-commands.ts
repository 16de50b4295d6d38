import {
  addCommentBody,
  assignContactBody,
  deleteUserDataBody,
  type SetUserData,
  setDispositionBody,
  setUserDataBody,
  updatePropertiesBody,
} from "@postroom/contract";
import { addComment } from "../../operations/email/add-comment.ts";
import { assignContact } from "../../operations/email/assign-contact.ts";
import { deleteUserData } from "../../operations/email/delete-user-data.ts";
import { setDisposition } from "../../operations/email/set-disposition.ts";
import { setUserData } from "../../operations/email/set-user-data.ts";
import { found } from "../../queries/query.ts";
import { type CommandTable, command, doing } from "../commands.ts";
import { present } from "../shapes/viewing.ts";
import { changed } from "./email-answers.ts";
import { spelt } from "./email-input.ts";
import { pairsIn } from "./user-data-input.ts";

/** Three names of one operation: refusals speak of the one that was asked. wire.md 5.17 */
const sets = (called: string) =>
  doing({
    operation: setUserData,
    called,
    input: ({ userData, path }: SetUserData) => pairsIn(userData, path),
    answers: changed,
  });

const deleteUserDataRow = command({
  body: deleteUserDataBody,
  does: doing({ operation: deleteUserData, input: ({ keys }) => found({ keys }), answers: changed }),
});

const setDispositionRow = command({
  body: setDispositionBody,
  does: doing({
    operation: setDisposition,
    input: ({ disposition, dispositionKey }) =>
      found({
        disposition: { value: disposition, path: "$.disposition" },
        ...present("key", spelt("$.dispositionKey", dispositionKey)),
      }),
    answers: changed,
  }),
});

const addCommentRow = command({
  body: addCommentBody,
  does: doing({ operation: addComment, input: ({ comment }) => found({ comment }), answers: changed }),
});

const assignContactRow = command({
  body: assignContactBody,
  does: doing({
    operation: assignContact,
    input: ({ contactId, wholeThread }) => found({ contactId: { value: contactId, path: "$.contactId" }, wholeThread }),
    answers: changed,
  }),
});

/** The rows that change properties of one e-mail. wire.md 5.17 */
export const propertyCommands: CommandTable["named"] = {
  AttachUserData: command({ body: setUserDataBody, does: sets("AttachUserData") }),
  UpdateUserData: command({ body: setUserDataBody, does: sets("UpdateUserData") }),
  UpdateProperties: command({ body: updatePropertiesBody, does: sets("UpdateProperties") }),
  DeleteUserData: deleteUserDataRow,
  SetDisposition: setDispositionRow,
  AddComment: addCommentRow,
  AssignContact: assignContactRow,
};
