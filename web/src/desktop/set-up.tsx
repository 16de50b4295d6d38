import { type SyntheticEvent, useState } from "react";
import { Button } from "../ui/button.tsx";
import { desk, useSay } from "./desk.ts";

/** The first page of a centre: whoever opened the printed link becomes its first admin, and is signed in. product.md */
export function SetUp({ token }: { readonly token: string }) {
  const say = useSay();
  const [problem, setProblem] = useState<string>();
  const [isRefused, setRefused] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const given = new FormData(form);
    const [userName, password, again] = ["userName", "password", "again"].map((name) => String(given.get(name) ?? ""));
    if (password !== again) return setProblem(say("setUp.differ"));
    setAsking(true);
    const made = await desk.api.setUp({ token, userName: userName ?? "", password: password ?? "" });
    setAsking(false);
    setRefused(!made.ok);
    if (made.ok) location.replace("/admin/setup");
    else setProblem(made.kind === "refused" ? say("signIn.refused", { words: made.words }) : say("signIn.unreachable"));
  };
  return (
    <main className="alone">
      <form
        className="sign-in"
        aria-labelledby="set-up-title"
        onSubmit={(event: SyntheticEvent<HTMLFormElement>) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <h1 id="set-up-title">{say("setUp.title")}</h1>
        <p>{say(token === "" ? "setUp.noToken" : "setUp.hint")}</p>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        {isRefused && <a href="/">{say("signIn.title")}</a>}
        <label>
          {say("signIn.userName")}
          <input name="userName" autoComplete="username" required />
        </label>
        <label>
          {say("signIn.password")}
          <input name="password" type="password" autoComplete="new-password" required />
        </label>
        <label>
          {say("setUp.again")}
          <input name="again" type="password" autoComplete="new-password" required />
        </label>
        <Button type="submit" isDisabled={isAsking || token === ""} isMain>
          {say("setUp.submit")}
        </Button>
      </form>
    </main>
  );
}
