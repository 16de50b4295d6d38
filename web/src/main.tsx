import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { signInAsDemo } from "./desktop/demo-sign-in.ts";
import { desk } from "./desktop/desk.ts";
import "./ui/tokens.css";
import "./ui/desktop.css";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
void signInAsDemo(location, history, desk).then((isDone) => (isDone ? undefined : desk.start()));
