import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { type TestContext, test } from "node:test";
import { createPictures, picturesDefaults } from "./fetch.ts";
import { isPublicAddress } from "./public-address.ts";

const gif = Buffer.from("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");
const here = (address: string): boolean => address === "127.0.0.1";

async function server(t: TestContext, answer: RequestListener): Promise<string> {
  const listening = createServer(answer);
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    listening.closeAllConnections();
    listening.close();
  });
  const address = listening.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

const pictures = (more: Partial<typeof picturesDefaults> = {}) =>
  createPictures({ ...picturesDefaults, isAllowed: here, ...more });

test("a picture comes as it is, asked for without anything of the reader", async (t) => {
  const seen: Record<string, unknown>[] = [];
  const url = await server(t, (request, response) => {
    seen.push(request.headers);
    response.setHeader("content-type", "text/html").end(gif);
  });
  assert.deepEqual(await pictures().fetch(`${url}/a.gif`), { mime: "image/gif", bytes: gif });
  assert.deepEqual(Object.keys(seen[0] ?? {}).toSorted(), ["accept", "connection", "host", "user-agent"]);
});

test("what is no picture by its bytes is not shown, whatever it is called", async (t) => {
  const url = await server(t, (_, response) => response.setHeader("content-type", "image/png").end("<svg></svg>"));
  assert.equal(await pictures().fetch(url), undefined);
});

test("only public addresses are connected to: given, looked up, and on every redirect", async (t) => {
  let asked = 0;
  const inside = await server(t, (_, response) => {
    asked += 1;
    response.end(gif);
  });
  const { port } = new URL(inside);
  const strict = createPictures();
  for (const host of ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]) {
    assert.equal(await strict.fetch(`http://${host}:${port}/`), undefined, host);
  }
  for (const address of ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "no address"]) {
    assert.equal(await pictures().fetch(address), undefined, address);
  }
  const outside = await server(t, (_, response) =>
    response.writeHead(302, { location: `http://127.0.0.2:${port}/` }).end(),
  );
  assert.equal(await pictures().fetch(outside), undefined);
  assert.equal(asked, 0);
});

test("three redirects are followed and not a fourth", async (t) => {
  const url = await server(t, (request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end(gif);
    else response.writeHead(301, { location: `/${left - 1}` }).end();
  });
  assert.notEqual(await pictures().fetch(`${url}/3`), undefined);
  assert.equal(await pictures().fetch(`${url}/4`), undefined);
});

test("what is too large, too slow or too much at once is given up", async (t) => {
  const large = await server(t, (_, response) => response.end(Buffer.concat([gif, Buffer.alloc(2_000)])));
  assert.equal(await pictures({ bytesMax: 1_000 }).fetch(large), undefined);
  const slow = await server(t, () => undefined);
  const patient = pictures({ fetchMsMax: 200, atOnceMax: 1 });
  const [first, second] = await Promise.all([patient.fetch(slow), patient.fetch(large)]);
  assert.deepEqual([first, second], [undefined, undefined]);
  assert.notEqual(await patient.fetch(large), undefined, "there is room again");
});

test("addresses that are nobody's, everybody's or one's own are not public", () => {
  const own = [
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "224.0.0.1",
  ];
  const own6 = [
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
  ];
  for (const address of [...own, ...own6, "2001:db8::1", "example.test", ""])
    assert.ok(!isPublicAddress(address), address);
  for (const address of ["8.8.8.8", "172.32.0.1", "2606:4700::1111"]) assert.ok(isPublicAddress(address), address);
});
