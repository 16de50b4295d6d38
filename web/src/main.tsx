import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { signInAsDemo } from "./desktop/demo-sign-in.ts";
import { desk } from "./desktop/desk.ts";
import "./ui/tokens.css";
import "./ui/desktop.css";

/** Behind the `#`, which browsers send to nobody. */
const token = location.hash.slice(1);
const alone = { "/display": "screen", "/setup": "setUp" } as const;
const kind = Object.entries(alone).find(([path]) => path === location.pathname)?.[1];
const page = kind === undefined ? undefined : { kind, token };
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App alone={page} />
    </StrictMode>,
  );
}
if (page === undefined) {
  void signInAsDemo(location, history, desk).then((isDone) => (isDone ? undefined : desk.start()));
}
