import { first } from "./first.ts"; // refused: noImportCycles
export const second = (): number => first();
