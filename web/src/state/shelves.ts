import type { EmailB, UserResource, WorkbinResource } from "@postroom/contract";
import type { Api } from "../api/client.ts";

/** Which group's shelf is meant; nothing where there is only one. */
export type OfGroup = { readonly agentGroup?: string };

type Member =
  | { readonly groups?: readonly Pick<NonNullable<UserResource["groups"]>[number], "name">[] | undefined }
  | undefined;

/** Whose shelves of a workbin somebody uses: of a workbin of groups there is one for each of the user's groups, which is then named. wire.md 7 */
export function groupsOfShelf({ type }: Pick<WorkbinResource, "type">, user: Member): readonly OfGroup[] {
  const groups = type === "AgentGroup" ? (user?.groups ?? []) : [];
  return groups.length < 2 ? [{}] : groups.map(({ name }) => ({ agentGroup: name }));
}

/** The workbins with what lies on the user's shelves of each: only one by one does the server tell that. wire.md 7 */
export const shelvesOf = (
  api: Api,
  workbins: readonly WorkbinResource[],
  user: Member,
): Promise<readonly WorkbinResource[]> =>
  Promise.all(
    workbins.map(async (workbin) => {
      if (workbin.count === 0) return workbin;
      const shelves = await Promise.all(groupsOfShelf(workbin, user).map((group) => lyingOn(api, workbin, group)));
      return { ...workbin, emails: shelves.flat() };
    }),
  );

/** On which group's shelf of a workbin an e-mail lies: the messages about workbins do not tell. */
export async function groupHolding(api: Api, workbin: Shelved, user: Member, id: string): Promise<OfGroup> {
  const groups = groupsOfShelf(workbin, user);
  const [first = {}] = groups;
  for (const group of groups.length === 1 ? [] : groups) {
    const lying = await lyingOn(api, workbin, group);
    if (lying.some((email) => email.id === id)) return group;
  }
  return first;
}

type Shelved = Pick<WorkbinResource, "id" | "type">;

async function lyingOn(api: Api, { id }: Shelved, { agentGroup }: OfGroup): Promise<readonly EmailB[]> {
  const group = agentGroup === undefined ? "" : `&agentGroup=${encodeURIComponent(agentGroup)}`;
  const read = await api.get<{ workbin: WorkbinResource }>(`/me/workbins/${id}?subresources=emails${group}`);
  return read.ok ? (read.value.workbin.emails ?? []) : [];
}
