/** Begins a question; what is given back says whether no later one was begun: a slower older answer never overwrites a newer one. desktop.md 3.9 */
export function createTurns(): () => () => boolean {
  let asked = 0;
  return () => {
    asked += 1;
    const mine = asked;
    return () => mine === asked;
  };
}
