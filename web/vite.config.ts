import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm run dev:web` finds a running Postroom. */
const server = "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: "baseline-widely-available",
    // The size gate reads what the first page loads from it.
    manifest: true,
    // Nothing inline: the content security policy allows no data: script, and hashes come from files alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/me", "/mail-view", "/demo"].map((path) => [path, { target: server, ws: true }]),
    ),
  },
});
