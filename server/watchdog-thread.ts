import { workerData } from "node:worker_threads";
import type { Watched } from "./adapters/time/beats.ts";
import { watchMainThread } from "./adapters/time/watchdog.ts";

// The composition root of the thread that watches the main one.
const watched: Watched = workerData;
watchMainThread(watched);
