import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import type { StatedCustody } from '../account-detail.ts'
import { stateCustodyAction } from '../actions.ts'

type CustodyFormProps = {
  account: string
  /** The version that stands; 0 where nothing was stated of this very account. */
  version: number
  custody: StatedCustody | null
}

const lines = ['mailbox', 'phone', 'holder', 'secondHolder'] as const

/**
 * States who keeps an account. It carries the version it shows: where a colleague saved meanwhile, what they saved
 * appears above, and what was typed here stays.
 */
export async function CustodyForm({ account, version, custody }: CustodyFormProps) {
  const t = await getTranslations('accounts.custody')
  return (
    <ActionForm
      action={stateCustodyAction}
      hidden={{ account, version: String(version) }}
      doneWords={t('saved')}
    >
      {lines.map((field) => (
        <TextField
          key={field}
          name={field}
          label={t(`field.${field}`)}
          help={t(`help.${field}`)}
          defaultValue={custody?.[field] ?? ''}
          autoComplete="off"
        />
      ))}
      <TextAreaField
        name="note"
        label={t('field.note')}
        help={t('help.note')}
        defaultValue={custody?.note ?? ''}
        rows={3}
      />
      <FormButtons>
        <SubmitButton tone="plain" pendingLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </FormButtons>
    </ActionForm>
  )
}
