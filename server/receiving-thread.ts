import { parentPort, workerData } from "node:worker_threads";
import { receiveInThread } from "./start/receiving/in-thread.ts";

// The composition root of a thread that speaks SMTP or LMTP with those who hand in mail.
if (parentPort !== null) await receiveInThread(parentPort, workerData);
