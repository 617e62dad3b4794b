import {directionOf} from '../../widget/locales/languages.ts';
import type {ConnectionType, Mode} from '../contract/fields.ts';
import type {MailKind} from '../contract/mails.ts';
import {dictionaries, type Dictionary} from '../dictionaries.ts';
import {html, type Html, oneLine, withName} from '../html.ts';
import {chooseLanguage, utcTime} from '../language.ts';
import {brandColorsOf} from '../projects/brand.ts';

const ownColor = '#0e7a40';

/** What a mail is about. */
export interface MailView {
  kind: MailKind;
  mode: Mode;
  connectionType: ConnectionType;
  /** The client's language, as a tag; English when it is not known or not spoken here. */
  locale: string | null;
  projectName: string;
  logoUrl: string | null;
  /** `#rrggbb` */
  brandColor: string | null;
  clientName: string | null;
  url: string;
  /** Epoch ms. */
  expiresAt: number;
}

export interface Message {
  subject: string;
  text: string;
  html: string;
}

/** The whole message. Names come out as text on one line, whatever is in them. */
export function renderMessage(view: MailView): Message {
  const shown = {
    ...view,
    projectName: oneLine(view.projectName) ?? '',
    clientName: oneLine(view.clientName),
  };
  const {language, tag} = chooseLanguage([view.locale ?? '']);
  const texts = dictionaries[language].mail;
  return {
    subject: headline(shown, texts)(shown.projectName),
    text: renderText(shown, texts, tag),
    html: renderHtml(shown, texts, tag),
  };
}

function renderText(view: MailView, texts: Dictionary['mail'], tag: string): string {
  const {connectionType: type, projectName, clientName} = view;
  const paragraphs = [
    headline(view, texts)(projectName),
    clientName && texts.invitationFor(clientName),
    view.mode === 'test' && texts.testMode,
    texts.explanation(type, projectName),
    [texts.needs(type), ...texts.needed(type).map((need) => `- ${need}`)].join('\n'),
    `${texts.connect(type)}:\n${view.url}`,
    texts.worksUntil(utcTime(view.expiresAt, tag, {weekday: 'long'})),
    texts.stranger(projectName),
  ];
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`;
}

/**
 * Set as text with one button: no tables, no colours but the button's, so that every program can show it, dark ones in
 * their own colours. Styles are inline, since many programs drop all others.
 */
function renderHtml(view: MailView, texts: Dictionary['mail'], tag: string): string {
  const {connectionType: type, projectName, clientName, mode, url} = view;
  const direction = directionOf(tag);
  // Many programs know no padding but the one of a side.
  const indent = direction === 'rtl' ? '0 24px 0 0' : '0 0 0 24px';
  const small = 'margin:0 0 12px;font-size:14px;line-height:1.5';
  const paragraph = 'margin:0 0 16px';
  return html`<!doctype html>
    <html lang="${tag}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no" />
        <title>${headline(view, texts)(projectName)}</title>
      </head>
      <body style="margin:0;padding:0">
        <div
          lang="${tag}"
          dir="${direction}"
          style="max-width:560px;margin:0 auto;padding:24px 16px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5"
        >
          ${logo(view)}
          <h1 style="margin:0 0 8px;font-size:22px;line-height:1.3">
            ${withName(headline(view, texts), projectName)}
          </h1>
          ${clientName && html`<p style="${paragraph}">${withName(texts.invitationFor, clientName)}</p>`}
          ${mode === 'test' && html`<p style="${paragraph}"><strong>${texts.testMode}</strong></p>`}
          <p style="${paragraph}">${withName((project) => texts.explanation(type, project), projectName)}</p>
          <p style="margin:0 0 8px"><strong>${texts.needs(type)}</strong></p>
          <ul style="margin:0 0 24px;padding:${indent}">
            ${texts.needed(type).map((need) => html`<li style="margin:0 0 4px">${need}</li>`)}
          </ul>
          ${button(view, texts.connect(type))}
          <p style="${small}">${texts.worksUntil(utcTime(view.expiresAt, tag, {weekday: 'long'}))}</p>
          <p style="${small}">
            ${texts.plainLink}<br /><a href="${url}" dir="ltr" style="color:inherit;word-break:break-all"
              >${url}</a
            >
          </p>
          <p style="${small}">${withName(texts.stranger, projectName)}</p>
        </div>
      </body>
    </html>`.toString();
}

function headline(
  {kind, connectionType}: Pick<MailView, 'kind' | 'connectionType'>,
  texts: Dictionary['mail'],
): (project: string) => string {
  const sentence = kind === 'reminder' ? texts.reminds : texts.invites;
  return (project) => sentence(connectionType, project);
}

/** On white, also in the dark: most pictures are drawn for that. */
function logo({logoUrl, projectName}: MailView): Html | false {
  if (!logoUrl) return false;
  return html`<p style="margin:0 0 20px">
    <img
      src="${logoUrl}"
      alt="${projectName}"
      height="40"
      style="display:inline-block;height:40px;max-width:100%;padding:4px;border-radius:8px;background:#ffffff;color:#14201a"
    />
  </p>`;
}

/** Outlook on Windows knows no padding on a link; there, what stands in its comments makes the button wide. */
function button({url, brandColor}: MailView, label: string): Html {
  const {fill, onFill, accent} = brandColorsOf(brandColor ?? ownColor, 'light');
  const look = [
    'display:inline-block',
    'padding:13px 24px',
    `border:1px solid ${accent}`,
    'border-radius:10px',
    `background:${fill}`,
    `color:${onFill}`,
    'font-weight:600',
    'text-decoration:none',
    'mso-padding-alt:0',
    `text-underline-color:${fill}`,
  ].join(';');
  // A line break in the condition would end its meaning.
  // prettier-ignore
  const room = html`<!--[if mso]><i style="mso-font-width:200%;mso-text-raise:20pt" hidden>&emsp;</i><![endif]-->`;
  return html`<p style="margin:0 0 24px">
    <a href="${url}" style="${look}">${room}<span style="mso-text-raise:10pt">${label}</span>${room}</a>
  </p>`;
}
