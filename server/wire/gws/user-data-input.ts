import { type GivenUserData, kindOf } from "@postroom/contract";
import type { UserData } from "../../domain/interaction/interaction.ts";
import { subjectProblem } from "../../domain/interaction/subject.ts";
import type { DraftPairs, GivenPairs } from "../../operations/email/user-data.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { present } from "../shapes/viewing.ts";

/** User data of a request. `ContactId` is no pair like others: it means AssignContact. wire.md 5.17 */
export function pairsIn(given: GivenUserData, path = "$.userData"): Found<GivenPairs> {
  const { ContactId: contactId = null, ...userData }: UserData = given;
  const at = `${path}.ContactId`;
  if (contactId === null) return found({ userData, path });
  if (contactId === "") return missing({ kind: "missing", path: at });
  if (typeof contactId === "string") return found({ userData, path, contactId: { value: contactId, path: at } });
  return missing({ kind: "badValue", path: at, because: `expected string, got ${kindOf(contactId)}` });
}

/** User data of a new draft: `Subject` is its subject too. wire.md 5.1, 5.17 */
export function draftPairsIn(given: GivenUserData | undefined): Found<DraftPairs> {
  const pairs = pairsIn(given ?? {});
  if (!pairs.ok) return pairs;
  const { Subject: value } = pairs.value.userData;
  if (value === undefined) return pairs;
  const path = `${pairs.value.path}.Subject`;
  const because = subjectProblem(value);
  if (because !== undefined) return missing({ kind: "badValue", path, because });
  return found({ ...pairs.value, ...present("subject", typeof value === "string" ? { value, path } : undefined) });
}
