import {isoTime} from '../clock.ts';
import type {AttemptSummary} from '../contract/attempts.ts';
import {failureExplanations} from '../contract/failure-reasons.ts';
import {type Timeline, type TimelineEntry, timelineEntry, timelineTypes} from '../contract/timeline.ts';
import type {Event} from '../events/event.ts';
import type {Attempt} from '../signup/attempt.ts';
import type {Invitation} from './invitation.ts';

/** A page of it would be longer than anyone reads. */
export const timelineMax = 1_000;

type EventEntryType = Exclude<TimelineEntry['type'], 'invitation.created' | 'invitation.viewed'>;

/** The stored events that a timeline tells of. */
export const timelineEventTypes = timelineTypes.filter(
  (type): type is EventEntryType => type !== 'invitation.created' && type !== 'invitation.viewed',
);

/** Of an event's data, only what an entry names is told. */
const shownKeys = Object.keys(timelineEntry.shape).filter((key) => !['id', 'type', 'at'].includes(key));

/** Everything that happened to an invitation, from its events in the order they were written. */
export function toTimeline(
  invitation: Pick<Invitation, 'id' | 'createdAt' | 'viewedAt'>,
  events: Event[],
  attempts: Attempt[],
): Timeline {
  const items = events.map((event) => toEntry(event, attempts));
  const {viewedAt} = invitation;
  if (viewedAt !== null) {
    const next = events.findIndex(({occurredAt}) => occurredAt > viewedAt);
    items.splice(next < 0 ? items.length : next, 0, moment(invitation.id, 'invitation.viewed', viewedAt));
  }
  items.unshift(moment(invitation.id, 'invitation.created', invitation.createdAt));
  return {items: items.slice(0, timelineMax), attempts: attempts.map(toSummary)};
}

function moment(invitationId: string, type: TimelineEntry['type'], at: number): TimelineEntry {
  return {id: `${invitationId}:${type}`, type, at: isoTime(at)};
}

function toEntry({id, type, occurredAt, data}: Event, attempts: Attempt[]): TimelineEntry {
  const shown = Object.fromEntries(
    shownKeys.filter((key) => data[key] != null).map((key) => [key, data[key]]),
  );
  const attempt = attempts.find((one) => one.id === data['attemptId']);
  return {
    ...shown,
    ...(attempt && {attemptNumber: attempt.number}),
    id,
    type: type as EventEntryType,
    at: isoTime(occurredAt),
  };
}

/** An attempt as its project may see it: no secret, no browser. */
function toSummary(attempt: Attempt): AttemptSummary {
  return {
    id: attempt.id,
    number: attempt.number,
    step: attempt.step,
    status: attempt.status,
    failureReason: attempt.failureReason,
    failureDetail: attempt.failureDetail,
    failureAdvice: attempt.failureReason && failureExplanations[attempt.failureReason].advice,
    startedAt: isoTime(attempt.startedAt),
    finishedAt: isoTime(attempt.finishedAt),
  };
}
