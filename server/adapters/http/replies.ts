import type { FastifyReply } from "fastify";
import type { Answer } from "../../wire/entry.ts";
import { failures } from "../../wire/status.ts";
import { failure, type HttpFailure } from "./failure.ts";

/** Sends an answer of the tables. `isDownload`: its HTTP status is always told. */
export type SendAnswer = (reply: FastifyReply, answer: Answer, isDownload?: boolean) => FastifyReply;

const listed = (allowed: readonly string[]): string => [...allowed, "OPTIONS"].join(", ");

/** Which methods a path has. RFC 9110 §9.3.7 */
export const sendAllowed = (reply: FastifyReply, allowed: readonly string[]): FastifyReply =>
  reply.code(204).header("Allow", listed(allowed)).header("Cache-Control", "no-store").send();

/** The path exists, the method does not. wire.md 1.4 */
export const wrongMethod = (allowed: readonly string[]): HttpFailure =>
  failure(failures.method, { Allow: listed(allowed) });
