export const later = setTimeout(() => undefined, 1);
export const moment = Date.now(); // refused: noRestrictedGlobals
