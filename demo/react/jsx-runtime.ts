/**
 * What JSX is compiled to, in place of React's own: enough to run the component of this folder as it stands, so that the demo
 * shows no code that nobody has run and needs no React.
 */
type Props = Record<string, unknown>;
type Component = (props: Props) => Element;

export function jsx(type: string | Component, {children, ...props}: Props): Element {
  if (typeof type === 'function') return type({children, ...props});
  const element = document.createElement(type);
  for (const [name, value] of Object.entries(props)) {
    // As React does for custom elements.
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, String(value));
  }
  element.append(...([children ?? []].flat() as (Node | string)[]));
  return element;
}

export {jsx as jsxs};
