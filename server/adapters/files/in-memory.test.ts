import { filesContract } from "./files.contract.ts";
import { createMemoryFiles } from "./in-memory.ts";

filesContract("files in memory", async () => createMemoryFiles());
