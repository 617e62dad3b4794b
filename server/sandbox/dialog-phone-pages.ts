import {digitsOf} from './account.ts';
import type {Problem} from './dialog-answer.ts';
import {choices, tickType, type Choice} from './dialog-choices.ts';
import {canTickSeveral, offeredPhones, type Dialog} from './dialog-state.ts';
import {html, type Html} from './page.ts';
import {displayNumber} from './phone-countries.ts';
import type {CodeOfCall} from './verification-call.ts';

/** The page on which the person chooses the number to connect. */
export function phoneContent(dialog: Dialog, problem: Problem | undefined): Html {
  const several = canTickSeveral(dialog);
  const isOther = problem?.field === 'phone_number';
  const offered = offeredPhones(dialog).map((phone): Choice => {
    const {id, displayPhoneNumber, verifiedName} = phone;
    const isTicked = !isOther && dialog.phoneIds.includes(id);
    return {value: id, isTicked, label: displayPhoneNumber, note: verifiedName};
  });
  const isNone = dialog.phoneIds.length === 0 && !dialog.added && !isOther;
  const none = {value: 'none', isTicked: isNone, label: 'Continue without a number'};
  const all = [
    ...assignedChoice(dialog, isOther),
    ...offered,
    ...(several ? [] : [...newChoices(dialog, isOther), none]),
  ];
  return html`<fieldset>
    <legend>Phone number${several && 's'}</legend>
    ${choices(tickType(dialog), 'phone', all)} ${!several && otherNumberField(dialog, isOther)}
    ${several && html`<p class="note">Untick all of them to continue without a number.</p>`}
  </fieldset>`;
}

/** The number that was set aside for this person. */
function assignedChoice({added, request}: Dialog, isOther: boolean): Choice[] {
  const {assignedNumber, appHost} = request;
  if (assignedNumber === null) return [];
  const isTicked = added !== null && digitsOf(added) === assignedNumber && !isOther;
  const note = `Number from ${appHost}`;
  return [{value: 'assigned', isTicked, label: displayNumber(assignedNumber), note}];
}

/** Numbers that the person does not have at Meta yet. */
function newChoices(dialog: Dialog, isOther: boolean): Choice[] {
  const entered = enteredNumber(dialog);
  const isInApp = dialog.added?.facts.isOnBusinessApp ?? false;
  const app = {
    value: 'app',
    isTicked: isInApp && !isOther,
    label: 'Use a number of the WhatsApp Business app',
    note: 'It stays in the app. Enter it below',
  };
  const isTicked = isOther || (entered !== undefined && !isInApp);
  return [
    {value: 'other', isTicked, label: 'Use another number', note: 'Enter it below'},
    ...(dialog.request.isCoexistence ? [app] : []),
    {
      value: 'meta',
      isTicked: dialog.added?.facts.is555 ?? false,
      label: 'Display name only',
      note: 'With a +1 555 number of Meta’s',
    },
  ];
}

/** The number that was entered instead of the assigned one. */
function enteredNumber({added, request}: Dialog): string | undefined {
  if (!added || added.facts.is555 || digitsOf(added) === request.assignedNumber) return undefined;
  return added.displayPhoneNumber;
}

function otherNumberField(dialog: Dialog, isOther: boolean): Html {
  return html`<label class="field" for="phone-number">Another number, with its country code</label>
    <input
      id="phone-number"
      name="phone_number"
      type="tel"
      maxlength="30"
      value="${enteredNumber(dialog)}"
      ${isOther && html`aria-invalid="true" aria-describedby="problem"`}
    />`;
}

/** The page on which a number that is added is verified. */
export function codeContent({added}: Dialog, codeOfCall: CodeOfCall, problem: Problem | undefined): Html {
  if (!added) return html``;
  return html`<p>A call to <strong>${added.displayPhoneNumber}</strong> reads out a code of six digits.</p>
    <div class="code">
      <label class="field" for="code">Code of the call</label>
      <input
        id="code"
        name="code"
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength="12"
        ${problem?.field === 'code' && html`aria-invalid="true" aria-describedby="problem"`}
      />
    </div>
    <details>
      <summary>Answer the call</summary>
      <p>“Your code is <strong>${codeOfCall(digitsOf(added))}</strong>.”</p>
    </details>`;
}
