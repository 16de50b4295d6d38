import { promises as dns } from "node:dns";
import type { DNSResolver } from "mailauth";

/** Asks the network, or in tests a file: records by `type name`, in the form of `node:dns`. */
export type Asking = (name: string, type: string) => Promise<string[][] | string[]>;

type Options = {
  readonly ask?: Asking;
  /** Steady milliseconds. */
  readonly now?: () => number;
  readonly answerMsMax?: number;
};

/**
 * A resolver with a memory: an answer, also that there is none, counts for five minutes; each is waited for at most 5 s, and a name that
 * did not answer is not waited for again for half a minute. Nor is any, where the network answers nothing at all: a stranger's silent name
 * server takes the verdict from nobody else. Names that cannot exist (RFC 6761) are not asked for. mail.md 1.3
 */
export function createResolver({
  ask = askNetwork,
  now = () => performance.now(),
  answerMsMax = 5_000,
}: Options = {}): DNSResolver {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<string[][] | string[]> }>();
  let silentUntil = 0;
  let looking: Promise<boolean> | undefined;
  const isNetworkSilent = (): Promise<boolean> => {
    looking ??= within(Math.min(rootMsMax, answerMsMax), ask(".", "NS"))
      .then(() => false, isSilence)
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  const fresh = async (name: string, type: string) => {
    if (now() < silentUntil) throw failure("ETIMEOUT");
    try {
      return await within(answerMsMax, ask(name, type));
    } catch (error) {
      if (isSilence(error) && (await isNetworkSilent())) silentUntil = now() + silenceMs;
      throw error;
    }
  };
  return (domain, type) => {
    const name = domain.toLowerCase().replace(/\.$/, "");
    if (ask === askNetwork && cannotExist.test(name)) return Promise.reject(failure("ENOTFOUND"));
    const key = `${type} ${name}`;
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.until > now()) return remembered.answer;
    const answer = fresh(name, type);
    known.set(key, { until: now() + memoryMs, answer });
    // What failed for the moment is asked anew the next time, what was silent a while later.
    answer.catch((error: unknown) => {
      if (isSilence(error)) known.set(key, { until: now() + silenceMs, answer });
      else if (codeOf(error) !== "ENOTFOUND" && codeOf(error) !== "ENODATA") known.delete(key);
    });
    const oldest = known.keys().next().value;
    if (known.size > namesMax && oldest !== undefined) known.delete(oldest);
    return answer;
  };
}

/**
 * The resolver for one mail: what is not answered within so long, all its questions together, is not waited for, so that nobody makes a mail
 * of twenty signatures whose keys lie on silent servers.
 */
export function forOneMail(resolver: DNSResolver, wholeMsMax = 10_000, now = () => performance.now()): DNSResolver {
  const end = now() + wholeMsMax;
  return async (name, type) => {
    const leftMs = end - now();
    if (leftMs <= 0) throw failure("ETIMEOUT");
    return within(leftMs, resolver(name, type));
  };
}

/** Answers from records by `type name`; all else does not exist. */
export const fromRecords =
  (records: Readonly<Record<string, string[][] | string[]>>): Asking =>
  async (name, type) => {
    const found = records[`${type} ${name}`];
    if (found === undefined) throw failure("ENOTFOUND");
    return found;
  };

const memoryMs = 300_000;
const silenceMs = 30_000;
/** The servers of the root are in the memory of whatever resolver answers at all. */
const rootMsMax = 1_000;
const namesMax = 10_000;
const cannotExist = /(?:^|\.)(?:test|example|invalid|localhost|local)$/;

async function askNetwork(name: string, type: string): Promise<string[][] | string[]> {
  switch (type) {
    case "TXT":
      return dns.resolveTxt(name);
    case "A":
      return dns.resolve4(name);
    case "AAAA":
      return dns.resolve6(name);
    case "PTR":
      return dns.resolvePtr(name);
    case "CNAME":
      return dns.resolveCname(name);
    default:
      // The library takes MX in the form that node:dns gives.
      return JSON.parse(JSON.stringify(await dns.resolve(name, type)));
  }
}

async function within<Value>(msMax: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failure("ETIMEOUT")), msMax);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

const isSilence = (error: unknown): boolean =>
  ["ETIMEOUT", "ECONNREFUSED", "EAI_AGAIN", "ENETUNREACH"].some((code) => code === codeOf(error));
