import { type NamedService, type ServicesFound, usualHosts } from "../../domain/mail/mail-servers.ts";
import type { Ask } from "./domain-records.ts";

/** What DNS says of where a domain's mail is read, all of it asked at once; what nobody answers is not there. RFC 6186 */
export async function lookForServices(ask: Ask, domain: string): Promise<ServicesFound> {
  const usual = usualHosts(domain);
  const [overTls, startTls, exchanges, ...addresses] = await Promise.all([
    services(ask, `_imaps._tcp.${domain}`),
    services(ask, `_imap._tcp.${domain}`),
    answers(ask, domain, "MX"),
    ...usual.map((host) => answers(ask, host, "A")),
  ]);
  return {
    ...{ overTls, startTls },
    exchanges: exchanges.flatMap((one) => textIn(one, "exchange") ?? []),
    usual: usual.filter((_, at) => (addresses[at] ?? []).length > 0),
  };
}

async function services(ask: Ask, name: string): Promise<readonly NamedService[]> {
  return (await answers(ask, name, "SRV")).flatMap((one) => {
    const [host, port, priority] = [textIn(one, "name"), numberIn(one, "port"), numberIn(one, "priority")];
    return host === undefined || port === undefined || port < 1 ? [] : [{ host, port, priority: priority ?? 0 }];
  });
}

async function answers(ask: Ask, name: string, type: string): Promise<readonly unknown[]> {
  try {
    const found = await ask(name, type);
    return Array.isArray(found) ? found.slice(0, answersMax) : [];
  } catch {
    return [];
  }
}

const answersMax = 20;

const valueIn = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && key in value ? Reflect.get(value, key) : undefined;

function textIn(value: unknown, key: string): string | undefined {
  const found = valueIn(value, key);
  return typeof found === "string" ? found : undefined;
}

function numberIn(value: unknown, key: string): number | undefined {
  const found = valueIn(value, key);
  return typeof found === "number" ? found : undefined;
}
