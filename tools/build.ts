import { isInstalled } from "./build/installed.ts";
import { packServer } from "./build/server.ts";
import { buildWeb } from "./build/web.ts";

// npm run build, and after every `npm ci`: the desktop's files for browsers, and the packed server. An installation without the
// tools that build them (npm ci --omit=dev) keeps what was built before; the server then runs from its sources.

if (isInstalled("vite")) await buildWeb();
else console.log("The desktop is not built here: vite is not installed.");
if (isInstalled("rolldown")) await packServer();
