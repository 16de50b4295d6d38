const width = 100;
const height = 8;

/** How much of the most, drawn; the number stands beside it. desktop.md 7 */
export function Bar({ value, most }: { readonly value: number; readonly most: number }) {
  return (
    <svg className="bar" aria-hidden="true" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
      <rect width={most === 0 ? 0 : (value / most) * width} height={height} />
    </svg>
  );
}
