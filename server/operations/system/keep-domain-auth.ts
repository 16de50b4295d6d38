import type { DomainFacts } from "../../domain/mail/dns-advice.ts";
import { authAfter, nextLookMs } from "../../domain/mail/domain-auth.ts";
import { defineOperation, done } from "../operation.ts";
import type { ClaimedDomain } from "./claim-domain.ts";

type Input = Omit<ClaimedDomain, "asked"> & { readonly facts: DomainFacts };

/** What DNS said of one of our domains is kept, with its time, and when to look again. */
export const keepDomainAuth = defineOperation<Input, undefined>("KeepDomainAuth", "System", async ({ tx, input }) => {
  const auth = authAfter(input.facts, input.before, tx.now.wall);
  const kept = { auth, askedWith: input.askedWith };
  await tx.domainAuth.keep(input.facts.domain, kept, nextLookMs(auth, tx.now.wall));
  return done(undefined);
});
