const colour = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%/]{1,40}\)$/i, /^[a-z]{1,30}$/i];
const lengths = [/^(?:\d{1,5}(?:\.\d{1,5})?(?:px|em|rem|%|pt)?(?:\s|$)){1,4}$/i];
const words = [/^[\w ,"'-]{1,120}$/];

const sides = ["", "-top", "-right", "-bottom", "-left"];

/** A style survives by property and value (mail.md 12.2): `url()`, `expression()`, `image-set()`, positions, custom properties do not. */
export const allowedStyles: Readonly<Record<string, RegExp[]>> = {
  ...each(["color", "background-color", "border-color"], colour),
  ...each(["width", "max-width", "height", "font-size", "line-height", "border-width", "border-radius"], lengths),
  ...each(
    sides.map((side) => `padding${side}`),
    lengths,
  ),
  ...each(
    sides.map((side) => `margin${side}`),
    lengths,
  ),
  ...each(["font-family", "font-weight", "font-style", "text-align", "vertical-align", "text-decoration"], words),
  ...each(["border-style", "border-collapse", "direction", "white-space"], words),
};

function each(properties: readonly string[], values: RegExp[]): Record<string, RegExp[]> {
  return Object.fromEntries(properties.map((property) => [property, values]));
}
