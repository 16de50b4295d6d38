import { type SyntheticEvent, useState } from "react";
import { Button } from "../ui/button.tsx";
import { desk, useDesk, useSay } from "./desk.ts";

/** The log-in form; as a page, or over the page when a session ended while somebody writes. */
export function SignIn({ isAgain }: { readonly isAgain: boolean }) {
  const say = useSay();
  const problem = useDesk(({ signInProblem }) => signInProblem);
  const [isAsking, setAsking] = useState(false);
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setAsking(true);
    void desk
      .signIn(String(given.get("userName") ?? ""), String(given.get("password") ?? ""))
      .finally(() => setAsking(false));
  };
  return (
    <form className="sign-in" onSubmit={submit} aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">{say("signIn.title")}</h1>
      {isAgain && <p>{say("signIn.again")}</p>}
      {problem !== undefined && (
        <p className="problem" role="alert">
          {say(problem.key, problem.values)}
        </p>
      )}
      <label>
        {say("signIn.userName")}
        <input name="userName" autoComplete="username" required />
      </label>
      <label>
        {say("signIn.password")}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <Button type="submit" isDisabled={isAsking} isMain>
        {say("signIn.submit")}
      </Button>
    </form>
  );
}
