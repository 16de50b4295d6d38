/** The whole desktop. */
export function App() {
  return <main>Postroom</main>;
}
