import type { Desk } from "../state/desk.ts";

type LogIns = { readonly logins: readonly { readonly userName: string; readonly password: string }[] };

/**
 * `/#as=mara` signs in as a person of the demo, whose passwords the demo shows to everybody at `/demo/log-ins`; no other server has that
 * document. The hash goes, so that a copied address does not carry it. False when there is nothing to do.
 */
export async function signInAsDemo(
  at: Pick<Location, "hash" | "pathname" | "search">,
  past: Pick<History, "replaceState">,
  desk: Pick<Desk, "signIn">,
): Promise<boolean> {
  const userName = new URLSearchParams(at.hash.slice(1)).get("as");
  if (userName === null) return false;
  past.replaceState(null, "", at.pathname + at.search);
  try {
    const answer = await fetch("/demo/log-ins");
    if (!answer.ok) return false;
    const { logins }: LogIns = await answer.json();
    const login = logins.find((one) => one.userName === userName);
    if (login === undefined) return false;
    await desk.signIn(login.userName, login.password);
    return true;
  } catch {
    return false;
  }
}
