import { simpleParser } from "mailparser"; // refused: noUndeclaredDependencies
import { serve } from "./main.ts";
export const both = [simpleParser, serve];
