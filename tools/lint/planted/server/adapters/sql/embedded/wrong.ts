import pg from "pg";
import { tables } from "../tables.ts";
import type { Store } from "../../../ports/store.ts";
import { disk } from "../../files/disk.ts"; // refused: noRestrictedImports
import { perform } from "../../../operations/perform.ts"; // refused: noRestrictedImports
