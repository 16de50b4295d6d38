import { type Outcome, outcomeOf } from "./outcome.ts";

export type Upload = {
  readonly outcome: Promise<Outcome<{ readonly documentId: string }>>;
  /** Cuts it short where much is still to send. What may have arrived goes on: only its outcome says what to take away. */
  readonly cancel: () => void;
};

/** A file on its way to `path`; with the same key it arrives once, however often it is sent. wire.md 1.9 */
export type ToUpload = {
  readonly path: string;
  readonly form: FormData;
  readonly key: string;
  /** How much of it has gone, from 0 to 1. */
  readonly progress: (share: number) => void;
  /** It was not taken now and will be sent again, or is being sent again. */
  readonly waits: (isWaiting: boolean) => void;
};

type World = {
  /** Beside `fetch`, which reports no progress. */
  readonly newRequest: () => XMLHttpRequest;
  readonly wait: (ms: number) => Promise<void>;
  readonly token: () => Promise<string | undefined>;
};

/** Bytes that may be on their way although no progress has told of them. */
const unseenBytes = 1_048_576;
const firstWaitMs = 1_000;
const waitMsMax = 10_000;
const patienceMs = 300_000;
const stillRunning = 19;

/** Sends files; again by itself for five minutes where the server has no time or the network is away, but not what is refused. desktop.md 5.7 */
export const createUpload =
  ({ newRequest, wait, token }: World) =>
  (given: ToUpload): Upload => {
    const unwanted = Promise.withResolvers<void>();
    let isUnwanted = false;
    let cut: () => void = () => undefined;
    const once = async (): Promise<Response | undefined> => {
      const request = newRequest();
      let left = 0;
      cut = () => {
        if (isUnwanted && left > unseenBytes) request.abort();
      };
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        left = total - loaded;
        cut();
      });
      return sent(request, await token(), given);
    };
    const begin = async (): Promise<Response | undefined> => {
      let waited = 0;
      for (let attempt = 1; ; attempt++) {
        const answer = await once();
        const pauseMs = await pauseAfter(answer, attempt);
        if (isUnwanted || pauseMs === undefined || waited + pauseMs > patienceMs) return answer;
        waited += pauseMs;
        given.waits(true);
        await Promise.race([wait(pauseMs), unwanted.promise]);
        if (isUnwanted) return answer;
        given.waits(false);
      }
    };
    const cancel = (): void => {
      isUnwanted = true;
      unwanted.resolve();
      cut();
    };
    return { outcome: begin().then((answer) => outcomeOf(answer)), cancel };
  };

/** How long to wait before it is sent again; undefined: it is done, or refused. wire.md 1.4, 1.9 */
async function pauseAfter(answer: Response | undefined, attempt: number): Promise<number | undefined> {
  const usual = Math.min(waitMsMax, firstWaitMs * 2 ** (attempt - 1));
  if (answer === undefined) return usual;
  if (answer.status === 409) return (await codeOf(answer)) === stillRunning ? usual : undefined;
  if (answer.status !== 429 && answer.status < 502) return undefined;
  const seconds = Number(answer.headers.get("Retry-After") ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.max(firstWaitMs, seconds * 1_000) : usual;
}

const codeOf = async (answer: Response): Promise<unknown> =>
  Object(
    await answer
      .clone()
      .json()
      .catch(() => undefined),
  ).statusCode;

/** The answer as `fetch` would give it; undefined when none came. */
const sent = (
  request: XMLHttpRequest,
  token: string | undefined,
  { path, form, key, progress }: ToUpload,
): Promise<Response | undefined> =>
  new Promise((resolve) => {
    request.open("POST", path);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("Idempotency-Key", key);
    if (token !== undefined) request.setRequestHeader("X-CSRF-TOKEN", token);
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total));
    request.upload.addEventListener("load", () => progress(1));
    request.addEventListener("loadend", () => {
      const headers = new Headers();
      for (const name of ["ETag", "Date", "Retry-After"]) {
        const value = request.getResponseHeader(name);
        if (value !== null) headers.set(name, value);
      }
      resolve(
        request.status === 0 ? undefined : new Response(request.responseText, { status: request.status, headers }),
      );
    });
    request.send(form);
  });
