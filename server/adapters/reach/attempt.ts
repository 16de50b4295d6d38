import type { Trial, TrialFacts, TrialStep, TrialTrouble } from "../../ports/trial.ts";

/** A step that did not go well, and why. */
export class StepFailed extends Error {
  readonly trouble: TrialTrouble;
  readonly said: string;
  constructor(trouble: TrialTrouble, said = "", options?: ErrorOptions) {
    super(`${trouble}: ${said}`, options);
    this.trouble = trouble;
    this.said = said;
  }
}

/** What a step brings to those behind it, and what is told of it. */
export type Stepped<Value> = {
  readonly value: Value;
  readonly facts?: TrialFacts;
  readonly said?: string;
  /** It went, and could be better. */
  readonly warns?: TrialTrouble;
};

/** Tells that a step begins and how it ended. Value: what it brings; undefined: it failed, which is told. */
export async function* attempt<Value>(
  step: TrialStep,
  work: () => Promise<Stepped<Value>>,
): AsyncGenerator<Trial, Stepped<Value> | undefined> {
  yield { step, state: "running", ms: 0 };
  const begun = performance.now();
  const ms = () => Math.round(performance.now() - begun);
  try {
    const done = await work();
    const { facts, said, warns } = done;
    yield {
      ...{ step, state: warns === undefined ? "ok" : "warn", ms: ms() },
      ...(warns === undefined ? {} : { trouble: warns }),
      ...(facts === undefined ? {} : { facts }),
      ...(said === undefined || said === "" ? {} : { said: inOneLine(said) }),
    };
    return done;
  } catch (error) {
    const { trouble, said } = error instanceof StepFailed ? error : failedBy(error);
    yield { step, state: "fail", ms: ms(), trouble, ...(said === "" ? {} : { said: inOneLine(said) }) };
    return undefined;
  }
}

/** What Node says of names, connections and certificates. */
function failedBy(error: unknown): Pick<StepFailed, "trouble" | "said"> {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const said = error instanceof Error ? error.message || code : String(error);
  return { trouble: rows.find(([codes]) => codes.test(code))?.[1] ?? "closed", said };
}

const rows: readonly (readonly [RegExp, TrialTrouble])[] = [
  [/^(ENOTFOUND|ENODATA|EAI_)/, "name"],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)/, "connect"],
  [/TIMEDOUT|TIMEOUT/, "time-out"],
  [/^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_|UNABLE_TO|EPROTO|HOSTNAME_)/, "tls"],
];

const saidMax = 300;

const inOneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, saidMax);
