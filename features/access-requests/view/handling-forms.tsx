import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { ChoiceField } from '#components/choice-field.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { dueOn, requestEnds } from '#domain/access-request.ts'
import {
  endAccessRequestAction,
  extendAccessRequestAction,
  reopenAccessRequestAction,
  stateIdentityAction,
} from '../actions.ts'
import type { AccessRequestDetail } from '../queries.ts'
import { daysHere } from './request-words.tsx'

type Props = { request: AccessRequestDetail }

/** That whoever asks is whom it is about, and how that was seen. */
export async function IdentityForm({ request: { id, today, identity, step } }: Props) {
  const t = await getTranslations('accessRequests.identity')
  return (
    <ActionForm action={stateIdentityAction} hidden={{ request: id }} doneWords={t('saved')}>
      <TextAreaField
        name="how"
        label={t('how')}
        help={t('howHelp')}
        defaultValue={identity?.how ?? ''}
        rows={2}
      />
      <TextField
        name="checkedOn"
        type="date"
        label={t('checkedOn')}
        defaultValue={identity?.checkedOn ?? today}
      />
      <FormButtons>
        <SubmitButton tone={step === 'identify' ? 'primary' : 'plain'} pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}

/** Two months more, once, for a reason that is told to whoever asked. */
export async function ExtendButton({ request: { id, receivedOn } }: Props) {
  const t = await getTranslations('accessRequests.extension')
  const day = await daysHere()
  return (
    <ConfirmButton
      label={t('label')}
      title={t('title')}
      consequence={t('consequence', { on: day(dueOn(receivedOn, { isExtended: true })) })}
      confirmLabel={t('confirm')}
      pendingLabel={t('pending')}
      cancelLabel={t('cancel')}
      action={extendAccessRequestAction}
      hidden={{ request: id }}
    >
      <TextAreaField name="because" label={t('because')} help={t('becauseHelp')} rows={2} />
    </ConfirmButton>
  )
}

/** How a request ends. */
export async function EndForm({ request: { id, today, step } }: Props) {
  const t = await getTranslations('accessRequests.end')
  const mayAnswer = step === 'answer'
  return (
    <ActionForm action={endAccessRequestAction} hidden={{ request: id }}>
      <ChoiceField
        name="end"
        label={t('how')}
        required
        defaultValues={mayAnswer ? ['answered'] : []}
        choices={requestEnds.map((end) => ({
          value: end,
          label: t(`choice.${end}`),
          help: t(end === 'answered' && !mayAnswer ? 'notYet' : `help.${end}`),
          disabled: end === 'answered' && !mayAnswer,
        }))}
      />
      <TextField name="endedOn" type="date" label={t('on')} defaultValue={today} />
      <TextAreaField name="note" label={t('note')} help={t('noteHelp')} rows={2} />
      <FormButtons>
        <SubmitButton tone={mayAnswer ? 'primary' : 'plain'} pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}

export async function ReopenButton({ request: { id } }: Props) {
  const t = await getTranslations('accessRequests.reopen')
  return (
    <ConfirmButton
      label={t('label')}
      title={t('title')}
      consequence={t('consequence')}
      confirmLabel={t('confirm')}
      pendingLabel={t('pending')}
      cancelLabel={t('cancel')}
      action={reopenAccessRequestAction}
      hidden={{ request: id }}
    />
  )
}
