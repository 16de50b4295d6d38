/** Hears an answer line by line, each as JSON, while it comes. False: it was cut off. */
export async function hearLines<Line>(answer: Response, hear: (line: Line) => void): Promise<boolean> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return false;
  const decoder = new TextDecoder();
  let rest = "";
  try {
    while (true) {
      const { value, done } = await reader.read();
      if (done) return rest === "";
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) hear(JSON.parse(line));
    }
  } catch {
    return false;
  }
}
