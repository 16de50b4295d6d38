import { workerData } from "node:worker_threads";
import { type Watched, watch } from "./adapters/time/watchdog.ts";

// The composition root of the thread that watches the main one.
const watched: Watched = workerData;
watch(watched);
