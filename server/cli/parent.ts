/**
 * bin/postroom.mjs under an old Node runs us as its child and holds a channel to us. When it goes without a word (kill -9), so do we,
 * just as abruptly: whoever killed "the server" must not leave one behind.
 */
export function endWithParent(): void {
  // biome-ignore lint/style/noProcessEnv: a word between the two files, no option
  if (process.env["POSTROOM_ENDS_WITH_PARENT"] === undefined) return;
  // biome-ignore lint/style/noProcessEnv: our own children are not meant
  delete process.env["POSTROOM_ENDS_WITH_PARENT"];
  const end = (): void => void process.kill(process.pid, "SIGKILL");
  if (process.connected !== true) end();
  process.on("disconnect", end);
  process.channel?.unref();
}
