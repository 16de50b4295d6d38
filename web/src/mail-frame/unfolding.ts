/** The event by which a frame hears that what is folded in it is to be opened. */
export const unfolding = "postroom-unfold";

/** Opens everything that is folded in the conversation, and in the mails in it; not in what is only prefetched. desktop.md 4 */
export function unfoldAll(): void {
  for (const folded of ofConversation("details")) if (folded instanceof HTMLDetailsElement) folded.open = true;
  for (const frame of ofConversation("iframe")) frame.dispatchEvent(new Event(unfolding));
}

const ofConversation = (kind: string): readonly Element[] =>
  [...document.querySelectorAll(`.conversation ${kind}`)].filter((element) => element.closest(".ahead") === null);
