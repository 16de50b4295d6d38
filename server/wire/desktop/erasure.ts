import {
  erasureAnswer,
  erasureBody,
  erasurePreviewAnswer,
  legalHoldAnswer,
  legalHoldBody,
  legalHoldLiftedAnswer,
} from "@postroom/contract/erasure";
import { z } from "zod";
import { eraseContact } from "../../operations/contact/erase.ts";
import { liftLegalHold, placeLegalHold } from "../../operations/contact/legal-hold.ts";
import type { LegalHold } from "../../ports/erasures.ts";
import { previewErasure } from "../../queries/contact/erasure.ts";
import { found } from "../../queries/query.ts";
import { refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { idIn, type Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

const holdShape = ({ reason, by, at }: LegalHold) => ({ reason, by, at: isoTime(at) });

/** A person who wants to be forgotten: how much that is, and doing it. reliability.md 7.6 */
export const erasure: Resource = {
  name: desktop,
  paths: [below("/contacts/{id}/erasure")],
  get: {
    answer: async (asking) => {
      const read = await asked(asking, previewErasure, { id: idIn(asking) });
      if (!read.ok) return refused(read.refusal);
      const { count, open, hold } = read.value;
      return success({ erasure: { interactions: count, open, ...present("legalHold", hold && holdShape(hold)) } });
    },
    describes: {
      summary: "What erasing a person would take, and what stands in its way",
      answer: erasurePreviewAnswer,
    },
  },
  post: written({
    summary: "Erases a person: mail, files, notes and the contact; what happened when stays in the audit",
    body: erasureBody,
    named: "Erasure",
    does: doing({ operation: eraseContact, input: found, answers: (erased) => success({ erasure: erased }) }),
    answer: erasureAnswer,
  }),
};

/** Mail that must be kept wins over everybody's wish. */
export const legalHold: Resource = {
  name: desktop,
  paths: [below("/contacts/{id}/legal-hold")],
  put: written({
    summary: "Nobody erases this contact from now on",
    body: legalHoldBody,
    named: "LegalHold",
    does: doing({
      operation: placeLegalHold,
      input: found,
      answers: (hold) => success({ legalHold: holdShape(hold) }),
    }),
    answer: legalHoldAnswer,
  }),
  delete: written({
    summary: "It may be erased again",
    body: z.object({}),
    does: doing({ operation: liftLegalHold, versioned: false, input: () => found({}), answers: () => success({}) }),
    answer: legalHoldLiftedAnswer,
  }),
};
