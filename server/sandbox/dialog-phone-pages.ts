import {digitsOf} from './account.ts';
import type {Problem} from './dialog-answer.ts';
import {choices, tickType, type Choice} from './dialog-choices.ts';
import {canTickSeveral, offeredPhones, type Dialog} from './dialog-state.ts';
import {html, type Html} from './page.ts';
import {displayNumber} from './phone-countries.ts';
import type {CodeOfCall} from './verification-call.ts';

/** The page on which the person chooses the number to connect. */
export function phoneContent(dialog: Dialog, problem: Problem | undefined): Html {
  const phones = offeredPhones(dialog);
  const {assignedNumber} = dialog.request;
  if (assignedNumber === null && phones.length === 0)
    return html`<p>This account has no phone number yet. You can add one later.</p>`;
  const several = canTickSeveral(dialog);
  const isOther = problem?.field === 'phone_number';
  const offered = phones.map((phone): Choice => {
    const {id, displayPhoneNumber, verifiedName} = phone;
    const isTicked = !isOther && dialog.phoneIds.includes(id);
    return {value: id, isTicked, label: displayPhoneNumber, note: verifiedName};
  });
  const isNone = dialog.phoneIds.length === 0 && !dialog.added && !isOther;
  const none = {value: 'none', isTicked: isNone, label: 'Continue without a number'};
  const added = assignedNumber === null ? [] : addedChoices(dialog, assignedNumber, isOther);
  return html`<fieldset>
    <legend>Phone number${several && 's'}</legend>
    ${choices(tickType(dialog), 'phone', [...added, ...offered, ...(several ? [] : [none])])}
    ${assignedNumber !== null && !several && otherNumberField(dialog, isOther)}
    ${several && html`<p class="note">Untick all of them to continue without a number.</p>`}
  </fieldset>`;
}

/** The number that was set aside for this person, and the way to another one. */
function addedChoices(dialog: Dialog, assignedNumber: string, isOther: boolean): Choice[] {
  const isAssigned = dialog.added !== null && digitsOf(dialog.added) === assignedNumber;
  const assigned = {
    value: 'assigned',
    isTicked: isAssigned && !isOther,
    label: displayNumber(assignedNumber),
    note: `Number from ${dialog.request.appHost}`,
  };
  if (canTickSeveral(dialog)) return [assigned];
  const isTicked = isOther || enteredNumber(dialog) !== undefined;
  return [assigned, {value: 'other', isTicked, label: 'Use another number', note: 'Enter it below'}];
}

/** The number that was entered instead of the assigned one. */
function enteredNumber({added, request}: Dialog): string | undefined {
  return added && digitsOf(added) !== request.assignedNumber ? added.displayPhoneNumber : undefined;
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
