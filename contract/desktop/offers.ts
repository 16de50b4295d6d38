import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

const person = { userId: z.string(), name: z.string() };

/** Whom a decision weighed. */
export const considered = {
  /** Who could have got it, best first; at most 20. */
  candidates: z.array(
    z.strictObject({
      ...person,
      /** The place in the order, from 1. */
      score: z.int(),
      parts: z.strictObject({
        isLastAgent: z.boolean(),
        held: z.int(),
        capacity: z.int(),
        idleSeconds: z.int(),
      }),
    }),
  ),
  /** Who was logged in and could not, each with the first reason; at most 20. */
  excluded: z.array(
    z.strictObject({
      ...person,
      reason: z.enum(["skills", "requirement", "paused", "full", "doNotDisturb", "notReady", "privilege"]),
    }),
  ),
};

const decision = z.strictObject({
  /** The skills that were needed; empty: none. */
  expression: z.string(),
  /** How many relaxations of the queue had come by then. */
  relaxedStep: z.int(),
  ...considered,
  /** The set of routing rules by which it came to its queue; absent: none held. */
  rulesVersion: z.int().optional(),
});

/** `GET /interactions/{id}/offers`: to whom it was offered and why. desktop.md 7, 13 */
export const offersAnswer = answerWith({
  /** Newest first, at most 50. */
  offers: z.array(
    z.strictObject({
      at: time,
      agent: z.string(),
      /** User name, or `system`. */
      by: z.string(),
      outcome: z.enum(["offered", "accepted", "rejected", "expired", "revoked"]),
      /** Absent where a person chose the agent. */
      decision: decision.optional(),
    }),
  ),
});

/** `GET /decline-reasons`: what an agent who declines chooses from; empty: nothing. desktop.md 3.3 */
export const declineReasonsAnswer = answerWith({ reasons: z.array(z.string()) });

export type OffersAnswer = z.infer<typeof offersAnswer>;
