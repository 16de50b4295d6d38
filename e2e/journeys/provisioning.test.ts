import assert from "node:assert/strict";
import test from "node:test";
import { eventually } from "../support/eventually.ts";
import { clientOf, logIn } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { allInteractions } from "../support/operator.ts";
import { runPostroom, startServer } from "../support/server.ts";
import { acmeWith, temporaryFolder, writeTeam } from "../support/team.ts";

test("provision and check work beside a running server and alone", async (t) => {
  const server = await startServer(t, { team: "acme" });
  const sam = clientOf(server.ready().http, "sam");
  const inData = ["--data", server.data];

  await t.test("a bad file names all its problems at once, and nothing of it is applied", async () => {
    const bad = await writeTeam(t, {
      settings: { invitationTimeout: "soon", wizardry: true },
      skills: ["half of one: \ud800"],
      queues: [{ name: "new-queue", routing: { skills: "Frnch >= 1" } }],
      mailboxes: [{ address: "new@acme.test", queue: "nowhere" }],
      agents: [{ userName: "newcomer", password: "newcomer-demo-1", groups: ["Nobody"] }],
    });
    const paths = [
      "settings.invitationTimeout",
      "settings.wizardry",
      "skills[0]",
      "queues[0].routing.skills",
      "mailboxes[0].queue",
      "agents[0].groups[0]",
    ];
    const anyPort = ["--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0"];
    const beside = await runPostroom(["provision", bad, ...inData]);
    const alone = await runPostroom(["serve", "--data", await temporaryFolder(t), ...anyPort, "--provision", bad]);
    for (const { code, stdout, stderr } of [beside, alone]) {
      assert.deepEqual([code, stdout], [2, ""], stderr);
      assert.equal(problems(stderr).length, paths.length, stderr);
      for (const path of paths) assert.ok(stderr.includes(`${path}: `), `${path} in ${stderr}`);
    }
    assert.doesNotMatch((await sam.get("/queues?fields=*")).text, /new-queue/);
    assert.doesNotMatch((await sam.get("/users?fields=*")).text, /newcomer/);
    const missing = await runPostroom(["provision", "/nowhere/team.yaml", ...inData]);
    assert.deepEqual([missing.code, problems(missing.stderr).length], [2, 1], missing.stderr);
  });

  const more = await writeTeam(t, await acmeWith({}, { queues: [{ name: "night" }] }));
  const ids = [await mailIn(t, server.ready().smtp), await mailIn(t, server.ready().smtp)];
  const asked = async (name: string, ...words: readonly string[]) => {
    const { code, stdout, stderr } = await runPostroom([name, ...words, ...inData]);
    assert.deepEqual([code, stdout.split("\n").length], [0, 2], stderr);
    return stdout;
  };

  await t.test("beside the server: the running one knows it, and the second time changes nothing", async () => {
    const first = await asked("provision", more);
    assert.match((await sam.get("/queues?fields=*")).text, /"night"/);
    assert.notEqual(await asked("provision", more), first);
    assert.equal(await asked("check"), "no finding\n");
  });

  await t.test("a queue in which e-mails lie keeps its kind, and nothing of the file is applied", async () => {
    const support = { name: "support", kind: "draft" };
    const mailboxes = [{ address: "support@acme.test", queue: "general" }];
    const queues = [support, { name: "general" }, { name: "late" }];
    const { code, stdout, stderr } = await runPostroom([
      "provision",
      await writeTeam(t, { skills: ["English"], queues, mailboxes }),
      ...inData,
    ]);
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.match(stderr, /^.*queues\[0\]\.kind: its kind stays while e-mails lie there, or mail arrives there\n$/);
    assert.doesNotMatch((await sam.get("/queues?fields=*")).text, /"late"/);
    const free = await writeTeam(t, { queues: [{ name: "night", kind: "draft" }] });
    assert.match(await asked("provision", free), /^applied/);
    assert.match(await asked("provision", more), /^applied/);
  });

  await t.test("who loses rights by a file is signed out, and what was offered goes back", async () => {
    const { http } = server.ready();
    const cookies = await Promise.all(["alice", "bob", "sam"].map((userName) => cookieOf(http, userName)));
    const signedIn = () =>
      Promise.all(cookies.map(async (cookie) => (await clientOf(http).get("/me", { cookie })).status));
    await logIn(clientOf(http, "alice"));
    const states = async () => (await allInteractions(sam)).map(({ state, assignedTo }) => [state, assignedTo]);
    await eventually(states, (all) => all.every(([state, holder]) => state === "Invited" && holder === "alice"));
    assert.deepEqual(await signedIn(), [200, 200, 200]);

    const team = await acmeWith({});
    const changes = { alice: { enabled: false }, bob: { password: "bob-rotated-1" } };
    const agents = [team["agents"]].flat().map((one) => Object.assign({}, one, Object(changes)[Object(one).userName]));
    assert.match(await asked("provision", await writeTeam(t, { ...team, agents })), /^applied/);
    assert.deepEqual(await states(), [
      ["Queued", null],
      ["Queued", null],
    ]);
    assert.match((await sam.get("/supervisor/overview")).text, /"userName":"alice","state":"LoggedOut"/);
    await eventually(signedIn, (all) => all.join() === "401,401,200", 5_000);
    assert.equal((await clientOf(http, "bob", "bob-rotated-1").get("/me")).status, 200);
    assert.match(await asked("provision", more), /^applied/);
  });

  await t.test("alone: the same", async () => {
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    assert.equal(await asked("provision", more), await asked("provision", more));
    assert.equal(await asked("check"), "no finding\n");
    assert.equal(await asked("migrate"), "nothing to do\n");
  });

  await t.test("a start on an existing directory keeps what is in it, and what is not in its file", async () => {
    await server.restart();
    assert.deepEqual(
      (await allInteractions(sam)).map(({ id }) => id),
      ids,
    );
  });
});

async function cookieOf(http: string, userName: string): Promise<string> {
  const { headers } = await clientOf(http).post("/session", { userName, password: `${userName}-demo-1` });
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}

function problems(stderr: string): readonly string[] {
  return stderr.split("\n").filter((line) => line !== "" && !line.startsWith("{"));
}
