import type { PlaceInJob } from "../../domain/desktop/hold.ts";
import type { Attachment } from "../../domain/interaction/interaction.ts";
import type { Result } from "../operation.ts";
import type { Holdables } from "./hold-steps.ts";

/** One text for many, as it was when the job began: what is changed meanwhile changes no half of it. Its field codes are filled in for each. */
export type AnswerTemplate = {
  /** The standard response that it was made from. */
  readonly response: string | undefined;
  /** Undefined: as each e-mail is called. */
  readonly subject: string | undefined;
  readonly body: string;
  readonly customCodes: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
};

/** What a job that answers keeps. */
export type BulkAnswer = {
  readonly template: AnswerTemplate;
  /** Whether each is done with its answer. */
  readonly completes: boolean;
};

/** The text for one e-mail, and what is missing for it. */
export type FilledAnswer = { readonly subject: string; readonly html: string; readonly text: string };

/** The same for one e-mail, with what the caller has made ready before the transaction. */
export type Answering = BulkAnswer & {
  readonly filled?: Result<FilledAnswer>;
  readonly holdMs: number;
  readonly holdables: Holdables;
  readonly of?: PlaceInJob;
};
