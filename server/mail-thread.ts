import { parentPort } from "node:worker_threads";
import { sanitise } from "./adapters/html/sanitise.ts";
import { htmlToText } from "./adapters/html/to-text.ts";
import { viewHtml } from "./adapters/html/view.ts";
import { serveRequests } from "./adapters/mime/worker.ts";

// The composition root of a reading thread, as main.ts is the server's: here alone the MIME and the HTML adapter meet.
if (parentPort !== null) serveRequests(parentPort, { sanitise, toText: htmlToText, view: viewHtml });
