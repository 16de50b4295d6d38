import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { loadConfiguration, readConfiguration } from "./config.ts";

const read = (
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = {},
  value?: unknown,
) =>
  readConfiguration({ flags, environment, file: value === undefined ? undefined : { name: "postroom.yaml", value } });

function configured(...sources: Parameters<typeof read>) {
  const result = read(...sources);
  assert(result.ok, JSON.stringify(result));
  return result.configuration;
}

function problems(...sources: Parameters<typeof read>): readonly string[] {
  const result = read(...sources);
  assert(!result.ok, "nothing was refused");
  return result.problems;
}

test("without any option the server has the defaults of product.md", () => {
  assert.deepEqual(configured({}), {
    data: resolve("data"),
    http: { host: "127.0.0.1", port: 8080 },
    smtp: { host: "127.0.0.1", port: 2525 },
    lmtp: undefined,
    smtpCertificate: undefined,
    smtpKey: undefined,
    relay: undefined,
    database: { kind: "embedded" },
    provision: undefined,
    keyFile: undefined,
    logLevel: "info",
    metricsToken: undefined,
  });
});

test("a flag stands before the environment, the environment before the file, an empty variable is none", () => {
  const file = { http: "127.0.0.1:1", smtp: "127.0.0.1:1", data: "/file" };
  const environment = { POSTROOM_HTTP: "127.0.0.1:2", POSTROOM_SMTP: "127.0.0.1:2", POSTROOM_DATA: "" };
  const { http, smtp, data } = configured({ http: "127.0.0.1:3" }, environment, file);
  assert.deepEqual([http.port, smtp?.port, data], [3, 2, "/file"]);
});

test("inbound mail can be off, addresses can be IPv6, port 0 is any free one", () => {
  const { smtp, http } = configured({ smtp: "off", http: "[::1]:0" });
  assert.equal(smtp, undefined);
  assert.deepEqual(http, { host: "::1", port: 0 });
});

test("LMTP listens at a socket or a port, or is off", () => {
  const lmtp = (given: string) => configured({ lmtp: given }).lmtp;
  assert.deepEqual(lmtp("run/lmtp"), { path: resolve("run/lmtp") });
  assert.deepEqual([lmtp("127.0.0.1:24"), lmtp("off")], [{ host: "127.0.0.1", port: 24 }, undefined]);
  assert.deepEqual(problems({ lmtp: "socket" }), ['--lmtp: expected a path, HOST:PORT or off, got "socket"']);
});

const relays = [
  ["smtp://127.0.0.1:2526", { host: "127.0.0.1", port: 2526, tls: "offered", credentials: undefined }],
  ["smtp://relay.test", { host: "relay.test", port: 25, tls: "offered", credentials: undefined }],
  ["smtp://[::1]:2526", { host: "::1", port: 2526, tls: "offered", credentials: undefined }],
  ["smtps://u%40x.test:p%3Aw@relay.test", { host: "relay.test", port: 465, tls: "implicit", credentials: { user: "u@x.test", password: "p:w" } }],
  ["smtp://u:p@relay.test?tls=required", { host: "relay.test", port: 587, tls: "required", credentials: { user: "u", password: "p" } }],
] as const; // biome-ignore format: a table
for (const [url, relay] of relays) {
  test(`the relay ${url} is understood`, () => assert.deepEqual(configured({ relay: url }).relay, relay));
}

test("a PostgreSQL of one's own is named by its URL", () => {
  const url = "postgres://u:p@db.test:5432/postroom?sslmode=require";
  assert.deepEqual(configured({}, { POSTROOM_DATABASE: url }).database, { kind: "external", url });
});

const refused: readonly [string, Readonly<Record<string, unknown>>, string][] = [
  ["an address without port", { http: "localhost" }, '--http: expected HOST:PORT, got "localhost"'],
  ["a port that does not exist", { http: "localhost:65536" }, '--http: expected HOST:PORT, got "localhost:65536"'],
  ["a word that is not off", { smtp: "none" }, '--smtp: expected HOST:PORT or off, got "none"'],
  ["a relay of another protocol", { relay: "http://relay.test" }, "--relay: expected smtp://host:port or smtps://user:pass@host"],
  ["a relay at no port", { relay: "smtp://relay.test:0" }, "--relay: expected smtp://host:port or smtps://user:pass@host"],
  ["relay credentials in the clear", { relay: "smtp://u:hunter2@relay.test" }, "--relay: credentials without TLS: use smtps:// or add ?tls=required"],
  ["a relay with other parameters", { relay: "smtp://relay.test?tls=never" }, "--relay: the only parameter is tls=required"],
  ["another database", { database: "mysql://db.test" }, "--database: expected postgres://user:pass@host:port/name"],
  ["an unknown level", { logLevel: "loud" }, '--log-level: expected error or warn or info or debug, got "loud"'],
  ["a token that can be guessed", { metricsToken: "short" }, "--metrics-token: at least 16 characters"],
]; // biome-ignore format: a table
for (const [what, flags, problem] of refused) {
  test(`refused: ${what}`, () => assert.deepEqual(problems(flags), [problem]));
}

test("all problems are reported at once, each with the place it came from, none with a password", () => {
  const lines = problems(
    { http: "x" },
    { POSTROOM_RELAY: "smtp://u:hunter2@h", POSTROOM_SMTP: "y" },
    { logLevel: 5, http: "z", colour: "red" },
  );
  assert.deepEqual([...lines].sort(), [
    '--http: expected HOST:PORT, got "x"',
    "POSTROOM_RELAY: credentials without TLS: use smtps:// or add ?tls=required",
    'POSTROOM_SMTP: expected HOST:PORT or off, got "y"',
    "postroom.yaml: colour: unknown key",
    "postroom.yaml: logLevel: expected error or warn or info or debug, got number",
  ]);
});

test("a file that holds no options is a problem beside the others", () => {
  assert.deepEqual(problems({ http: "x" }, {}, ["a"]), [
    "postroom.yaml: expected object, got array",
    '--http: expected HOST:PORT, got "x"',
  ]);
});

test("nothing that can be given makes reading throw", () => {
  const value = fc.oneof(fc.string(), fc.webUrl(), fc.jsonValue());
  const keys = fc.constantFrom(
    "data",
    "http",
    "smtp",
    "lmtp",
    "relay",
    "database",
    "provision",
    "logLevel",
    "metricsToken",
    "__proto__",
    "x",
  );
  fc.assert(
    fc.property(
      fc.dictionary(keys, value),
      fc.option(fc.oneof(fc.dictionary(keys, value), fc.jsonValue())),
      (flags, file) => {
        const result = read(flags, {}, file ?? undefined);
        assert(result.ok || result.problems.length > 0);
      },
    ),
  );
});

async function folder(t: { after(fn: () => Promise<void>): void }): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "postroom-config-"));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

test("the file that --config or POSTROOM_CONFIG names is read; it must be there and well formed", async (t) => {
  const path = await folder(t);
  const file = join(path, "mine.yaml");
  await writeFile(file, "http: 127.0.0.1:9\nrelay: smtp://relay.test\n");
  const byFlag = await loadConfiguration({ config: file }, {});
  assert(byFlag.ok && byFlag.configuration.http.port === 9);
  const byVariable = await loadConfiguration({ http: "127.0.0.1:10" }, { POSTROOM_CONFIG: file });
  assert(byVariable.ok && byVariable.configuration.http.port === 10);

  const missing = join(path, "missing.yaml");
  const named = { provision: resolve("team.yaml"), smtpCertificate: undefined, smtpKey: undefined };
  assert.deepEqual(await loadConfiguration({ config: missing, smtp: "x", provision: "team.yaml" }, {}), {
    ok: false,
    named,
    problems: [`${missing}: no such file`, '--smtp: expected HOST:PORT or off, got "x"'],
  });
  await writeFile(file, "http: [1\n");
  const broken = await loadConfiguration({ config: file }, {});
  assert(
    !broken.ok && broken.problems[0]?.startsWith(`${file}: `) && broken.problems[0].includes("line 2"),
    JSON.stringify(broken),
  );
  const isFolder = await loadConfiguration({ config: path, provision: "team.yaml" }, {});
  assert(!isFolder.ok);
  assert.deepEqual([isFolder.problems, isFolder.named.provision], [[`${path}: is a folder`], named.provision]);
});

test("postroom.yaml is not needed", async () => {
  assert((await loadConfiguration({}, {})).ok);
});
