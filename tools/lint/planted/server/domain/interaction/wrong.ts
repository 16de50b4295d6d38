import { deadline } from "./deadline.ts";
import { printAddress } from "../mail/address.ts";
import type { Interaction } from "../interaction/interaction.ts";
import { z } from "zod"; // refused: noRestrictedImports
import cookie from "@fastify/cookie"; // refused: noRestrictedImports
import { hash } from "node:crypto"; // refused: noRestrictedImports
import type { Clock } from "../../ports/clock.ts"; // refused: noRestrictedImports
import { accept } from "../../operations/email/accept.ts"; // refused: noRestrictedImports
import { Accept } from "@postroom/contract"; // refused: noRestrictedImports
import { Reject } from "../../../contract/index.ts"; // refused: noRestrictedImports
export const moment = Date.now(); // refused: noRestrictedGlobals
export const later = setTimeout(deadline, 1); // refused: noRestrictedGlobals
export const started = performance.now(); // refused: noRestrictedGlobals
export const pid = process.pid; // refused: noRestrictedGlobals
export const around = globalThis.Date; // refused: noRestrictedGlobals
export const chance = Math.random(); // refused: plugin
export const largest = Math.max(1, 2);
export async function decide(): Promise<void> {} // refused: plugin
export const decideToo = async (): Promise<number> => 1; // refused: plugin
export const rules = { async judge() {} }; // refused: plugin
export const asynchronous = (wait: number): number => wait;
export const lazily = () => import("./deadline.ts");
export const waited = await lazily(); // refused: plugin
for await (const one of []) asynchronous(one); // refused: plugin
