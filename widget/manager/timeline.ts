import type {TemplateResult} from 'lit/html.js';
import type {Timeline, TimelineEntry} from '../../server/contract/timeline.ts';
import type {CoreContext} from './manager-context.ts';

/** What happened, oldest first, and what to advise where the last attempt came to nothing. */
export function renderTimeline(context: CoreContext, {items, attempts}: Timeline): TemplateResult {
  const {html, nothing, texts, showTime} = context;
  const {manager} = texts;
  const last = attempts.at(-1);
  const isStopped = last && /failed|cancelled/.test(last.status);
  const reason = isStopped ? (last.failureReason ?? undefined) : undefined;
  const failure = reason && (texts.failures[reason] ?? texts.failures.internal_error);
  return html`
    ${
      isStopped
        ? html`<div part="advice" class="advice">
            <p><b>${manager.stoppedAt}: ${manager.steps[last.step] ?? last.step}</b></p>
            ${failure ? html`<p>${failure.title}. ${manager.forClient}: ${failure.advice}</p>` : nothing}
            ${
              // As it is: it is written for whoever runs the service, in the language of its log.
              last.failureAdvice
                ? html`<p>${manager.forYou}: <span lang="en" dir="ltr">${last.failureAdvice}</span></p>`
                : nothing
            }
          </div>`
        : nothing
    }
    <h4>${manager.timeline}</h4>
    <ol part="timeline" class="timeline">
      ${items.map(
        (entry) =>
          html`<li>
            <span>${describe(context, entry)}</span>
            <time datetime=${entry.at}>${showTime(entry.at)}</time>
          </li>`,
      )}
    </ol>
  `;
}

function describe({texts}: CoreContext, entry: TimelineEntry): string {
  const {manager, failures} = texts;
  const {type, currentStatus, step, failureReason, attemptNumber, recipient} = entry;
  const what =
    type === 'invitation.status_changed'
      ? currentStatus && manager.statuses[currentStatus]
      : type === 'attempt.step_changed'
        ? step && manager.steps[step]
        : manager.happened[type];
  const reason = failureReason && failures[failureReason]?.title;
  const attempt = attemptNumber && attemptNumber > 1 ? manager.attempt(attemptNumber) : undefined;
  return [what ?? type, reason, attempt, recipient].filter(Boolean).join(' · ');
}
