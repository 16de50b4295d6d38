import { acme } from "../../testing/centre.ts";

/** Everybody who asks in the table, with what wire.md 1.5, 7, 10.4 and 12 decide by. */
export const people = {
  /** Holds whatever is held, and has a shelf. */
  alice: { isAgent: true, supervises: false, isInGroup: true },
  bob: { isAgent: true, supervises: false, isInGroup: true },
  dan: { isAgent: true, supervises: false, isInGroup: false },
  /** Agents implicitly: the file gives only the role supervisor. */
  sam: { isAgent: true, supervises: true, isInGroup: false },
  root: { isAgent: false, supervises: true, isInGroup: false },
  /** An agent from whom every privilege was taken: to the table that is as good as none. */
  carol: { isAgent: false, supervises: false, isInGroup: true },
} as const;

export type Person = keyof typeof people;

export const everybody = ["alice", "bob", "dan", "sam", "root", "carol"] as const satisfies readonly Person[];

/** wire.md 10.4 */
export const nothingAllowed = Object.fromEntries(
  [
    ...["email.can-use", "email.can-add-attachment", "email.can-inline-forward", "workbins.can-use", "contact.can-use"],
    ...["create-contact", "delete-contact", "use-save-contact", "use-assign-contact", "use-contact-history"].map(
      (name) => `contact.can-${name}`,
    ),
  ].map((name) => [`privilege.${name}`, "false"]),
);

const agentNamed = (userName: string, more: object) => ({
  ...{ userName, password: `${userName}-demo-1`, firstName: userName, lastName: "Test" },
  ...{ emailAddress: `${userName}@acme.test`, ...more },
});

/** Acme where alice may hold any number, with a group workbin and a standard response. */
export const tableCentre = {
  ...acme,
  settings: { requestRate: 1_000_000, requestBurst: 1_000_000 },
  workbins: [{ name: "team", type: "AgentGroup" }],
  standardResponses: [{ category: "Greetings", name: "thanks", body: "<p>Thank you.</p>" }],
  agents: [
    agentNamed("alice", { skills: { English: 5, QA: 1 }, groups: ["FrontLine"], capacity: { email: 1_000 } }),
    agentNamed("bob", { skills: { English: 5 }, groups: ["FrontLine"] }),
    agentNamed("dan", {}),
    agentNamed("carol", { groups: ["FrontLine"] }),
    agentNamed("sam", { roles: ["supervisor"] }),
    agentNamed("root", { roles: ["admin"] }),
  ],
};
