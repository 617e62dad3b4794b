// The element's manifest in the words of editors.

/** The words in `"auto" | "light"`. */
const wordsOf = (type) => [...(type?.text ?? '').matchAll(/"([\w-]+)"/g)].map(([, word]) => word);

/** VS Code's `html.customData`. */
export function htmlData({tagName, description, attributes}) {
  return {
    version: 1.1,
    tags: [
      {
        name: tagName,
        description,
        attributes: attributes.map(({name, description, type}) => ({
          name,
          description,
          ...(wordsOf(type).length > 0 && {values: wordsOf(type).map((word) => ({name: word}))}),
        })),
      },
    ],
  };
}

/** VS Code's `css.customData`. */
export function cssData({cssProperties}) {
  return {
    version: 1.1,
    properties: cssProperties.map(({name, description, syntax, default: value}) => ({
      name,
      description: value ? `${description} Default: ${value}` : description,
      ...(syntax && {syntax}),
    })),
  };
}

/** JetBrains' `web-types`. */
export function webTypes(element, {name, version, description}) {
  const named = ({name, description}) => ({name, description});
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name,
    version,
    description,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: element.tagName,
            description: element.description,
            attributes: element.attributes.map(({name, description, type, default: value}) => ({
              name,
              description,
              ...(value && {default: value}),
              value: {type: type?.text ?? 'string', required: false},
            })),
            slots: element.slots.map(named),
            js: {
              properties: element.members
                .filter(({kind}) => kind === 'field')
                .map(({type, ...field}) => ({...named(field), type: type.text})),
              events: element.events.map(({type, ...event}) => ({...named(event), type: type.text})),
            },
            css: {
              properties: element.cssProperties.map(named),
              parts: element.cssParts.map(named),
              'pseudo-classes': element.cssStates.map(({name, description}) => ({
                name: `state(${name})`,
                description,
              })),
            },
          },
        ],
      },
    },
  };
}
