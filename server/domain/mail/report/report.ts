import type { Address } from "../address.ts";
import type { Field } from "../mail-facts.ts";

/** A received mail as far as reports are read from it (mail.md 8.2). All texts are decoded. */
export type ReportMail = {
  readonly headers: readonly Field[];
  /** Empty: `<>`. Undefined: not known. */
  readonly envelopeFrom: string | undefined;
  readonly from: readonly Address[];
  readonly subject: string;
  /** What a person reads. */
  readonly text: string;
  /** message/* and text/rfc822-headers parts of the mail itself, not of messages attached to it. */
  readonly parts: readonly ReportPart[];
  /** The report that is attached whole; undefined: none. */
  readonly wrapped?: WrappedReport | undefined;
};

/** A report inside another mail, as gateways and lists pass them on. */
export type WrappedReport = Omit<ReportMail, "envelopeFrom" | "wrapped">;

export type ReportPart = { readonly mime: string; readonly text: string };

export type Report = DeliveryReport | DispositionReport | FeedbackReport;

export type DeliveryAction = "failed" | "delayed" | "delivered";

/** RFC 3464, or a vendor's text that says the same. */
export type DeliveryReport = {
  readonly kind: "dsn";
  /** The worst of its recipients. */
  readonly action: DeliveryAction;
  /** A delivery-status part, or only what people read. */
  readonly source: "status" | "text";
  /** Whose text was read; undefined when the delivery-status part told everything. */
  readonly vendor: string | undefined;
  readonly recipients: readonly ReportedRecipient[];
  /** What we gave as ENVID. */
  readonly envelopeId: string | undefined;
  readonly returned: ReturnedMail;
  /** What it may call the mail's subject (`subjectsTold`). */
  readonly subjects: readonly string[];
};

export type ReportedRecipient = {
  /** The address that we wrote to, where it is told. Empty where a text names none: `withSentRecipients` settles it. */
  readonly address: string;
  /** Where it ended; differs from `address` behind a forward. */
  readonly finalAddress: string;
  readonly action: DeliveryAction;
  /** `x.y.z` of RFC 3463; undefined when nothing told one. */
  readonly status: string | undefined;
  readonly text: string;
  readonly remoteHost: string | undefined;
  readonly class: BounceClass;
};

/** What a bounce says of the address, or of us (mail.md 8.2). */
export type BounceClass = "hard" | "soft" | "size" | "policy" | "auth" | "unknown";

/** RFC 8098. */
export type DispositionReport = {
  readonly kind: "mdn";
  readonly recipient: string;
  readonly originalMessageId: string | undefined;
  /** `displayed`, `deleted`, `dispatched`, `processed`, in lower case. */
  readonly disposition: string;
  readonly isAutomatic: boolean;
  readonly returned: ReturnedMail;
};

/** RFC 5965: somebody pressed "this is spam". */
export type FeedbackReport = {
  readonly kind: "arf";
  readonly feedbackType: string;
  readonly recipients: readonly string[];
  readonly sourceIp: string | undefined;
  readonly returned: ReturnedMail;
};

/** What is left of the reported mail. Ids in angle brackets. */
export type ReturnedMail = {
  readonly messageId: string | undefined;
  readonly to: readonly string[];
  readonly subject: string | undefined;
};
