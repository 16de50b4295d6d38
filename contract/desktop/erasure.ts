import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

const reason = z.string().trim().min(1).max(500);

/** `POST /contacts/{id}/erasure`. The reason stands in the audit for good: it should name nobody. */
export const erasureBody = z.strictObject({ reason });

export const erasureAnswer = answerWith({
  erasure: z.strictObject({
    /** By this the audit names what was erased. */
    receipt: z.string(),
    interactions: z.number().int(),
    /** So many belong to the contact still: the same call goes on with them. 0: the contact is gone. */
    left: z.number().int(),
  }),
});

const legalHold = z.strictObject({ reason: z.string(), by: z.string(), at: time });

/** `GET /contacts/{id}/erasure`: what would go, and what stands in the way. */
export const erasurePreviewAnswer = answerWith({
  erasure: z.strictObject({
    interactions: z.number().int(),
    /** Ids of those that are not over yet, at most 10. */
    open: z.array(z.string()),
    legalHold: legalHold.optional(),
  }),
});

/** `PUT /contacts/{id}/legal-hold`. */
export const legalHoldBody = z.strictObject({ reason });

export const legalHoldAnswer = answerWith({ legalHold });
export const legalHoldLiftedAnswer = answerWith({});

export type ErasureAnswer = z.infer<typeof erasureAnswer>;
export type ErasurePreviewAnswer = z.infer<typeof erasurePreviewAnswer>;
