import type { Key, Say } from "../../i18n/words.ts";

const steps: Readonly<Record<string, Key>> = {
  relay: "trial.step.relay",
  resolve: "trial.step.resolve",
  connect: "trial.step.connect",
  tls: "trial.step.tls",
  greet: "trial.step.greet",
  hello: "trial.step.hello",
  token: "trial.step.token",
  "log-in": "trial.step.logIn",
  folder: "trial.step.folder",
  list: "trial.step.list",
  "move-folder": "trial.step.moveFolder",
  "sent-folder": "trial.step.sentFolder",
};

const troubles: Readonly<Record<string, Key>> = {
  name: "trial.trouble.name",
  connect: "trial.trouble.connect",
  tls: "trial.trouble.tls",
  busy: "trial.trouble.busy",
  "log-in": "trial.trouble.logIn",
  "time-out": "trial.trouble.timeOut",
  folder: "trial.trouble.folder",
  closed: "trial.trouble.closed",
  protocol: "trial.trouble.protocol",
  token: "trial.trouble.token",
  "token-revoked": "trial.trouble.tokenRevoked",
  stranger: "trial.trouble.stranger",
  "no-starttls": "trial.trouble.noStarttls",
  unverified: "trial.trouble.unverified",
  "clear-text": "trial.trouble.clearText",
  "no-relay": "trial.trouble.noRelay",
  later: "trial.trouble.later",
};

/** What a step of the way is called; one that a newer server knows by its own name. */
export function stepWords(say: Say, step: string): string {
  const key = steps[step];
  return key === undefined ? step : say(key);
}

/** Why a step failed, or could be better, in words that say what to do. */
export function troubleWords(say: Say, trouble: string): string {
  const key = troubles[trouble];
  return key === undefined ? say("trial.trouble.fault") : say(key);
}
