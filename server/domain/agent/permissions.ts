import type { Refusal } from "../interaction/refusals.ts";
import { type Actor, isAdmin, isAgent, isSupervisor, maySee } from "./actor.ts";

type Access = {
  readonly role: "agent" | "supervisor" | "admin" | "anybody" | "wall" | "system";
  /** All of them are needed. */
  readonly privilege?: string | readonly string[];
  readonly doing?: string;
};

const onDuty = { role: "agent", doing: "a contact-center session" } as const;
const supervisor = { role: "supervisor" } as const;
const anybody = { role: "anybody" } as const;
const system = { role: "system" } as const;
const useEmail = "privilege.email.can-use";
const email = { role: "agent", privilege: useEmail, doing: "using e-mail" } as const;
/** The sender's and every supervisor's; the lifecycle decides which (reliability.md 7.1). */
const sending = { ...email, role: "anybody" } as const;
const attaching = {
  role: "agent",
  privilege: [useEmail, "privilege.email.can-add-attachment"],
  doing: "adding attachments",
} as const;
const useContacts = "privilege.contact.can-use";
const history = {
  privilege: "privilege.contact.can-use-contact-history",
  doing: "reading the contact history",
} as const;
const savingContacts = {
  role: "agent",
  privilege: [useContacts, "privilege.contact.can-use-save-contact"],
  doing: "saving contacts",
} as const;
const useWorkbins = "privilege.workbins.can-use";
const workbins = { role: "agent", privilege: useWorkbins, doing: "using workbins" } as const;
/** Gives an e-mail away or takes it: who may not use e-mail may do neither. */
const shelving = { ...workbins, privilege: [useEmail, useWorkbins] } as const;

/** operation → role and privilege it needs, asked before anything is loaded (wire.md 1.4, 10.4; reliability.md 7.1). */
export const access = {
  Accept: email,
  Reject: email,
  Reply: email,
  ReplyAll: email,
  Forward: { role: "agent", privilege: [useEmail, "privilege.email.can-inline-forward"], doing: "forwarding" },
  Create: email,
  Save: email,
  Send: email,
  SetQuote: email,
  Cancel: email,
  Transfer: email,
  PlaceInQueue: email,
  PlaceInWorkbin: shelving,
  Snooze: shelving,
  Complete: email,
  MarkSpam: email,
  Pull: shelving,
  Subscribe: workbins,
  ReadWorkbin: workbins,
  PullFromAgent: {
    role: "supervisor",
    privilege: useWorkbins,
    doing: "using another agent's workbin",
  },
  UseOthersShelf: { role: "supervisor", doing: "using another agent's workbin" },
  SetUserData: email,
  DeleteUserData: email,
  SetDisposition: email,
  AddComment: email,
  AssignContact: {
    role: "agent",
    privilege: [useEmail, useContacts, "privilege.contact.can-use-assign-contact"],
    doing: "assigning contacts",
  },
  AddAttachment: attaching,
  RemoveAttachment: attaching,
  SetInFocus: email,
  ReportTemplateUsage: email,
  Take: supervisor,
  Assign: supervisor,
  MoveToQueue: supervisor,
  SplitThread: { ...supervisor, doing: "splitting threads" },
  JoinThreads: { ...supervisor, doing: "joining threads" },
  MoveToWorkbin: supervisor,
  CompleteOpen: { role: "supervisor", doing: "Complete for others" },
  CancelOpen: { role: "supervisor", doing: "Cancel for others" },
  Bulk: { role: "supervisor", doing: "doing many at once" },
  ControlDelivery: { role: "supervisor", doing: "controlling outgoing mail" },
  Resend: sending,
  MarkSent: sending,
  ForceReadiness: { role: "supervisor", doing: "changing the state of agents" },
  ControlAgent: { role: "supervisor", doing: "leading agents" },
  GiveDisplay: { role: "supervisor", doing: "giving screens the wallboard" },
  ReadOverview: { role: "supervisor", doing: "reading the overview" },
  /** Supervisors', and screens on the wall. */
  ReadWallboard: { role: "wall", doing: "reading the wallboard" },
  ReadReports: { role: "supervisor", doing: "reading reports" },
  LogIn: onDuty,
  LogOut: onDuty,
  SetReadiness: onDuty,
  SetDoNotDisturb: onDuty,
  SignIn: anybody,
  SignOut: anybody,
  ChangePassword: anybody,
  ListOwn: { role: "agent", doing: "listing one's own e-mails" },
  ReadCentre: anybody,
  ReadInteraction: anybody,
  ListInteractions: { role: "supervisor", doing: "listing interactions" },
  ReadRaw: { role: "supervisor", doing: "reading the raw message" },
  ReleaseAttachment: { role: "supervisor", doing: "releasing attachments from quarantine" },
  ReadMailboxes: { role: "supervisor", doing: "reading the health of mailboxes" },
  Reimport: { role: "supervisor", doing: "importing mail again" },
  ReadAudit: { role: "supervisor", doing: "reading the audit trail" },
  ReadHistory: { role: "anybody", ...history },
  RetrieveHistory: { role: "agent", ...history },
  RetrieveContent: { role: "agent", doing: "reading the contact history" },
  ReadContacts: { role: "anybody", privilege: useContacts, doing: "using contacts" },
  IdentifyContact: { role: "agent", privilege: useContacts, doing: "using contacts" },
  CreateContact: {
    role: "agent",
    privilege: [useContacts, "privilege.contact.can-create-contact"],
    doing: "creating contacts",
  },
  WriteResponses: { role: "supervisor", doing: "writing standard responses" },
  ExamineSystem: { role: "admin", doing: "examining the system" },
  ReadSkillGrid: { role: "admin", doing: "reading the skills grid" },
  Configure: { role: "admin", doing: "changing the configuration" },
  KeepAnswer: anybody,
  UpdateContact: savingContacts,
  MergeContacts: savingContacts,
  UnmergeContacts: savingContacts,
  RemoveContact: {
    role: "anybody",
    privilege: [useContacts, "privilege.contact.can-delete-contact"],
    doing: "deleting contacts",
  },
  EraseContact: { role: "admin", doing: "erasing persons" },
  AddNote: { role: "agent", doing: "writing notes" },
  UseDesktop: { role: "anybody", doing: "using the desktop" },
  Tell: anybody,
  NoteActivity: anybody,
  NoteRefusal: anybody,
  System: system,
} as const satisfies Record<string, Access>;

export type Permission = keyof typeof access;

/** Undefined when the actor may do it, else the refusal (code 5). */
export function forbids(actor: Actor, permission: Permission): Refusal | undefined {
  const needed: Access = access[permission];
  if (!roleFits(actor, needed.role)) {
    return { kind: "roleMissing", operation: needed.doing ?? permission, roles: rolesNamed[needed.role] };
  }
  if (actor.kind !== "user") return undefined;
  const lacking = [needed.privilege ?? []].flat().find((one) => actor.withheld.includes(one));
  if (lacking === undefined) return undefined;
  const what = lacking === useEmail ? email.doing : (needed.doing ?? permission);
  return { kind: "privilegeMissing", what, userName: actor.userName };
}

/** Whether role and privileges allow the operation; operations without a row of their own are the server's. */
export const permits = (actor: Actor, operation: string): boolean =>
  isPermission(operation) && forbids(actor, operation) === undefined;

const isPermission = (name: string): name is Permission => Object.hasOwn(access, name);

const rolesNamed: Readonly<Record<Access["role"], readonly string[]>> = {
  agent: ["agent"],
  supervisor: ["supervisor", "admin"],
  admin: ["admin"],
  wall: ["supervisor", "admin"],
  anybody: [],
  system: [],
};

function roleFits(actor: Actor, role: Access["role"]): boolean {
  switch (role) {
    case "agent":
      return isAgent(actor);
    case "supervisor":
      return isSupervisor(actor);
    case "admin":
      return isAdmin(actor);
    case "wall":
      return isSupervisor(actor) || actor.kind === "display";
    case "anybody":
      return maySee(actor);
    case "system":
      return actor.kind === "system";
  }
}
