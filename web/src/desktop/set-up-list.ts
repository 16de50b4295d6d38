import type { SetUpStepsAnswer } from "@postroom/contract";
import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { desk, preferences, usePreferences } from "./desk.ts";

export const setUpPath = "/api/postroom/v1/setup-steps";

/** Whether something is left to be set up; undefined: nobody has asked yet. */
const setUpList = createStore<{ readonly isLeft: boolean | undefined }>(() => ({ isLeft: undefined }));

/** What the list says of the steps. */
export const noteSteps = ({ steps }: Pick<SetUpStepsAnswer, "steps">): void =>
  setUpList.setState({ isLeft: steps.some(({ state }) => state !== "done") });

/** Whether the list stands among the views: until all is done, or until it is put away. desktop.md 8.1 */
export function useSetUpListed(isAdministering: boolean): boolean {
  const isAway = usePreferences(({ panes }) => panes.setUp === false);
  const isLeft = useStore(setUpList, (list) => list.isLeft);
  const isAsked = isAdministering && !isAway && isLeft === undefined;
  useEffect(() => {
    if (isAsked) void desk.api.get<SetUpStepsAnswer>(setUpPath).then((read) => read.ok && noteSteps(read.value));
  }, [isAsked]);
  return isAdministering && !isAway && isLeft === true;
}

/** Puts the list away, or back among the views; it follows the reader to every device. */
export const putAway = (isAway: boolean): void =>
  preferences.setState(({ panes }) => ({ panes: { ...panes, setUp: !isAway } }));
