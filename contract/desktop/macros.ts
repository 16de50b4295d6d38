import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { line } from "../gws/parameters.ts";
import { kindOf } from "../problems.ts";

const macrosMax = 50;
const stepsMax = 20;
const name = line(1_000).min(1);
const comment = z.string().trim().min(1).max(10_000);

/** Operations in GWS's words with what their bodies say; `InsertResponse` and `Snooze` are the desktop's own. */
const step = z.discriminatedUnion(
  "operationName",
  [
    z.object({ operationName: z.enum(["Reply", "ReplyAll", "Forward", "Complete"]) }),
    /** A standard response, at the caret of the open draft. */
    z.object({ operationName: z.literal("InsertResponse"), responseId: name }),
    z.object({ operationName: z.literal("SetDisposition"), disposition: name }),
    z.object({
      operationName: z.literal("UpdateUserData"),
      userData: z.record(z.string().min(1).max(1_000), z.string().max(10_000)),
    }),
    z.object({ operationName: z.literal("AddComment"), comment }),
    /** To one of both. */
    z.object({ operationName: z.literal("Transfer"), queueName: name.optional(), userName: name.optional() }),
    /** `agentGroup`: on whose shelf of a workbin of groups; whoever is in one group alone may leave it out. */
    z.object({ operationName: z.literal("PlaceInWorkbin"), workbinName: name, agentGroup: name.optional() }),
    z.object({ operationName: z.literal("Snooze"), span: z.enum(["hour", "threeHours", "tomorrow", "nextWeek"]) }),
    /** The open draft; with `complete` its original is done too. */
    z.object({ operationName: z.literal("Send"), complete: z.boolean().default(true) }),
  ],
  { error: ({ input }) => (isNamed(input) ? `unknown operation ${shown(input.operationName)}` : "missing") },
);

const isNamed = (input: unknown): input is { readonly operationName: unknown } =>
  typeof input === "object" && input !== null && "operationName" in input;
const shown = (name: unknown): string => (typeof name === "string" ? JSON.stringify(name.slice(0, 100)) : kindOf(name));

const macroMembers = {
  name: line(100).trim().min(1),
  /** A digit that runs it. */
  key: z.enum(["1", "2", "3", "4", "5", "6", "7", "8", "9"]).optional(),
  steps: z.array(step).min(1).max(stepsMax),
};

/** `PUT /macros`: all of somebody's macros, in their order. One that is kept has the id that it was given. desktop.md 13 */
export const macrosBody = z.object({
  macros: z
    .array(
      z.object({
        id: z
          .string()
          .regex(/^[A-Za-z0-9-]{1,64}$/)
          .optional(),
        ...macroMembers,
      }),
    )
    .max(macrosMax),
});

const macroResource = z.strictObject({ id: z.string(), ...macroMembers });

export const macrosAnswer = answerWith({ macros: z.array(macroResource), version: z.int() });

export type MacroResource = z.infer<typeof macroResource>;
export type MacroStep = MacroResource["steps"][number];
