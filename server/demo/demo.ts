import { fileURLToPath } from "node:url";
import type { Configuration } from "../config-options.ts";
import { type Running, startPostroom } from "../main.ts";
import type { Log } from "../ports/log.ts";
import { readProvisioning } from "../start/provisioning.ts";
import { type CatchAll, startCatchAll } from "./catch-all.ts";
import { startCatchAllView } from "./catch-all-view.ts";
import { curlLines } from "./curl-lines.ts";
import { startCustomers } from "./customers.ts";
import { readDemoMails } from "./demo-mails.ts";
import { demoPage } from "./page.ts";
import { demoState } from "./state.ts";

const team = fileURLToPath(new URL("../../fixtures/teams/demo.yaml", import.meta.url));
const domain = "larkspur.test";
/** Who the printed curl lines speak as. */
const curlUser = "mara";
/** Who the desktop opens as. */
const deskUser = "mara";

type Options = { readonly log: Log; readonly print: (line: string) => void };

/**
 * Everything at once: the server with a demo team, customers who write and answer over SMTP, and a catch-all that takes all outgoing
 * mail. Prints URL, log-ins and three curl lines. Nothing leaves the machine. product.md
 */
export async function startDemo(
  configuration: Configuration,
  { log, print }: Options,
): Promise<{ stop(): Promise<void> }> {
  const provisioning = await readProvisioning(team);
  const logins = provisioning.agents.map(({ userName, password, roles }) => ({ userName, password, roles }));
  const catchAll = await startCatchAll();
  const view = await startCatchAllView(catchAll);
  const running = await startPostroom(withDemo(configuration, catchAll), {
    log,
    isDemo: true,
    pages: (facts) => ({
      pages: demoPage,
      endpoints: [
        // The desktop signs in with it when it is opened as `/#as=mara`; no other server has it.
        { path: "/demo/log-ins", answer: async () => ({ logins }) },
        {
          path: "/demo/state",
          answer: () =>
            demoState(facts, {
              catchAll: view.url,
              sent: catchAll.mails().length,
              logins,
              curl: curlOf(facts.httpUrl(), logins),
            }),
        },
      ],
    }),
  });
  const customers = startCustomers({ smtp: addressOf(running), mails: readDemoMails(domain) });
  const silence = catchAll.on(customers.read);
  announce(print, running, { view: view.url, logins });
  return {
    async stop() {
      silence();
      await customers.stop();
      await running.stop();
      await view.stop();
      await catchAll.stop();
    },
  };
}

type Login = { readonly userName: string; readonly password: string; readonly roles: readonly string[] };

const withDemo = (configuration: Configuration, catchAll: CatchAll): Configuration => ({
  ...configuration,
  relay: { host: catchAll.host, port: catchAll.port, tls: "offered", credentials: undefined },
  provision: team,
});

function curlOf(baseUrl: string, logins: readonly Login[]): readonly string[] {
  const login = logins.find((one) => one.userName === curlUser);
  return login === undefined ? [] : curlLines({ baseUrl, ...login });
}

function addressOf({ ready }: Running): { readonly host: string; readonly port: number } {
  const [host = "127.0.0.1", port = "0"] = (ready.smtp ?? "").split(/:(?=\d+$)/);
  return { host, port: Number(port) };
}

function announce(
  print: Options["print"],
  { ready }: Running,
  { view, logins }: { readonly view: string; readonly logins: readonly Login[] },
): void {
  const people = logins.map(
    ({ userName, password, roles }) => `  ${userName.padEnd(10)} ${password.padEnd(18)} ${roles.join(", ")}`,
  );
  const lines = [
    "",
    `Postroom is running:  ${ready.http}/#as=${deskUser}`,
    `What is running:      ${ready.http}/demo`,
    `API reference:        ${ready.http}/api/docs`,
    `Mail comes in at:     smtp://${ready.smtp ?? "off"}`,
    `Mail that goes out:   ${view}`,
    "",
    "Log-ins:",
    ...people,
    "",
    "Accept an e-mail, answer it, send the answer (paste one after the other):",
    ...curlOf(ready.http, logins),
    "",
  ];
  for (const line of lines) print(line);
}
