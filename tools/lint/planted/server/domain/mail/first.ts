import { second } from "./second.ts"; // refused: noImportCycles
export const first = (): number => second();
