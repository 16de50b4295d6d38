import type { Role } from "../../domain/agent/actor.ts";
import { located, paths } from "./uris.ts";

/** What the user's desktop may offer. wire.md 10.3 */
export const featuresOf = (roles: readonly Role[], publicUrl: string) =>
  features
    .filter(({ needs }) => needs === undefined || needs.some((role) => roles.includes(role)))
    .map(({ id, displayName, description }) => ({
      id,
      displayName,
      description,
      ...located(publicUrl, paths.feature(id)),
    }));

type Feature = {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly needs?: readonly Role[];
};

const features: readonly Feature[] = [
  { id: "api-multimedia", displayName: "Multimedia", description: "E-mail" },
  { id: "api-multimedia-email", displayName: "E-mail", description: "Receive, answer and send e-mail" },
  { id: "api-agent-control", displayName: "Agent control", description: "Log in to channels, change readiness" },
  { id: "api-provisioning-read", displayName: "Configuration", description: "Read users, queues, skills and settings" },
  {
    id: "api-provisioning-write",
    displayName: "Configuration changes",
    description: "Change users, queues, skills and settings",
    needs: ["admin"],
  },
  {
    id: "api-supervisor-agent-control",
    displayName: "Supervision of agents",
    description: "Change the readiness of others",
    needs: ["supervisor", "admin"],
  },
  {
    id: "api-supervisor-monitoring",
    displayName: "Supervision of work",
    description: "See and move the work of others",
    needs: ["supervisor", "admin"],
  },
];
