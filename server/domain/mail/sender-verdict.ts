/** What authentication says of a received mail (mail.md 4.1 step 3). A signal, never a silent reject. */
export type SenderVerdict = {
  readonly spf: VerdictResult;
  readonly dkim: VerdictResult;
  /** `fail` also where there is no From, or several. */
  readonly dmarc: VerdictResult;
  readonly arc: VerdictResult;
  /** SPF or DKIM passed for the organisation of the From address. */
  readonly isAligned: boolean;
};

export type VerdictResult = (typeof verdictResults)[number];

export const verdictResults = [
  "pass",
  "fail",
  "softfail",
  "neutral",
  "none",
  "policy",
  "temperror",
  "permerror",
] as const;

export const senderProofs = ["proven", "unproven", "forged"] as const;

/** Whether the sender is who they say: as far as automatic answers go (mail.md 7). */
export function senderProof(verdict: SenderVerdict | undefined): (typeof senderProofs)[number] {
  if (verdict?.dmarc === "fail") return "forged";
  return verdict !== undefined && (verdict.dmarc === "pass" || verdict.isAligned) ? "proven" : "unproven";
}

/** For user data: `spf=pass dkim=pass dmarc=pass aligned=yes`. */
export const verdictWords = ({ spf, dkim, dmarc, isAligned }: SenderVerdict): string =>
  `spf=${spf} dkim=${dkim} dmarc=${dmarc} aligned=${isAligned ? "yes" : "no"}`;
