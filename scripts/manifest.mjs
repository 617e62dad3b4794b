// Writes what compilers and editors know of the element, all of it read from widget/: its types (dist/types), its
// manifest (dist/custom-elements.json), and the manifest in the words of VS Code and JetBrains.
import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';
import {cssData, htmlData, webTypes} from './editor-data.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entries = ['widget/define.ts', 'widget/react.ts', 'widget/jsx-attributes.ts'];
const source = 'widget/partner-invite-element.ts';
const tagName = 'zavu-partner-invite';

export function writeManifest() {
  const program = createProgram();
  rmSync(join(root, 'dist/types'), {recursive: true, force: true});
  const {diagnostics} = program.emit();
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, formatHost));
  // Written by hand: they add to modules of frameworks that are not installed here.
  cpSync(join(root, 'widget/jsx'), join(root, 'dist/types/widget/jsx'), {recursive: true});
  const {name, version, description} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const declaration = describeElement(program);
  write('custom-elements.json', {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path: `dist/${tagName}.js`,
        declarations: [declaration],
        exports: [
          {
            kind: 'custom-element-definition',
            name: tagName,
            declaration: {name: declaration.name, module: `dist/${tagName}.js`},
          },
        ],
      },
    ],
  });
  write('vscode.html-custom-data.json', htmlData(declaration));
  write('vscode.css-custom-data.json', cssData(declaration));
  write('web-types.json', webTypes(declaration, {name, version, description}));
}

const formatHost = {
  getCanonicalFileName: (file) => file,
  getCurrentDirectory: () => root,
  getNewLine: () => '\n',
};

function createProgram() {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config;
  const {options} = ts.convertCompilerOptionsFromJson(
    {
      ...config.compilerOptions,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: 'dist/types',
    },
    root,
  );
  return ts.createProgram({
    rootNames: entries.map((entry) => join(root, entry)),
    options,
  });
}

function describeElement(program) {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(join(root, source));
  const element = file.statements.find(ts.isClassDeclaration);
  const doc = readDoc(element);
  const typeOf = (node) =>
    checker.typeToString(
      checker.getTypeAtLocation(node),
      undefined,
      ts.TypeFlags.None | ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias,
    );
  const isPublic = (member) =>
    member.name &&
    ts.isIdentifier(member.name) &&
    !(
      ts.getCombinedModifierFlags(member) &
      (ts.ModifierFlags.Static | ts.ModifierFlags.Protected | ts.ModifierFlags.Override)
    ) &&
    !member.name.text.endsWith('Callback');
  const members = element.members.filter(isPublic);

  const fields = members.filter(ts.isGetAccessor).map((getter) => {
    const name = getter.name.text;
    const attribute = doc.attr.find((one) => camelCase(one.name) === name);
    return clean({
      kind: 'field',
      name,
      type: {text: typeOf(getter)},
      default: attribute?.default ?? fallbackOf(getter),
      description: textOf(getter) || attribute?.description,
      attribute: attribute?.name,
      reflects: attribute ? true : undefined,
    });
  });
  const methods = members.filter(ts.isMethodDeclaration).map((method) => {
    const signature = checker.getSignatureFromDeclaration(method);
    return clean({
      kind: 'method',
      name: method.name.text,
      description: textOf(method),
      return: {type: {text: checker.typeToString(checker.getReturnTypeOfSignature(signature))}},
    });
  });
  const attributes = doc.attr.map(({name, description}) => {
    const field = fields.find((one) => one.attribute === name);
    return clean({name, description, type: field?.type, default: field?.default, fieldName: field?.name});
  });
  return {
    kind: 'class',
    customElement: true,
    tagName,
    name: element.name.text,
    summary: doc.summary[0].text,
    description: textOf(element),
    superclass: {name: 'HTMLElement'},
    attributes,
    members: [...fields, ...methods],
    events: doc.fires.map(({name, type, description}) => ({name, type: {text: type}, description})),
    slots: doc.slot.map(({name = '', description}) => ({name, description})),
    cssParts: doc.csspart.map(({name, description}) => ({name, description})),
    cssProperties: doc.cssproperty.map(({name, type, description, default: value}) =>
      clean({name, syntax: type, default: value, description}),
    ),
    cssStates: doc.cssstate.map(({name, description}) => ({name, description})),
  };
}

/** The tags of a class by their names: `@tag {type} [name=default] - Description.` */
function readDoc(element) {
  const doc = {};
  for (const tag of ts.getJSDocTags(element)) {
    const text = oneLine(ts.getTextOfJSDocComment(tag.comment));
    const [, type, bracketed, plain, description] =
      /^(?:\{(.*?)\}(?= ) ?)?(?:\[([^\]]+)\]|([\w-]*?)) ?- (.*)$/.exec(text) ?? [];
    const [name = '', ...value] = (bracketed ?? plain ?? '').split('=');
    (doc[tag.tagName.text] ??= []).push(
      clean({text, name, type, description, default: value.length > 0 ? value.join('=') : undefined}),
    );
  }
  return doc;
}

/** The second argument of `this.#read('theme', 'auto')`. */
function fallbackOf(getter) {
  return /#read\('[\w-]+', ('\w+')\)/.exec(getter.getText())?.[1];
}

function textOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.comment;
  return oneLine(ts.getTextOfJSDocComment(comment) ?? '');
}

function oneLine(text) {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

function camelCase(name) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/** Without what is not known. */
function clean(entry) {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && value !== ''));
}

function write(file, content) {
  mkdirSync(join(root, 'dist'), {recursive: true});
  writeFileSync(join(root, 'dist', file), `${JSON.stringify(content, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeManifest();
