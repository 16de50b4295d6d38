import fc from "fast-check";
import { start } from "../main.ts";
export const world = [fc, start];
