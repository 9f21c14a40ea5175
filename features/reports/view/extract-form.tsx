import { getTranslations } from 'next-intl/server'
import { ChoiceField } from '#components/choice-field.tsx'
import { SavingForm } from '#components/saving-form.tsx'
import { ComposeFields } from './compose-form.tsx'

/** Makes the extract that answers a request. */
export async function ExtractForm({ request }: { request: string }) {
  const t = await getTranslations('reports.extract.form')
  return (
    <SavingForm
      action={`/api/access-requests/${request}/extract`}
      submit={t('submit')}
      pending={t('pending')}
      saved={t('saved')}
      unreachable={t('unreachable')}
    >
      <ComposeFields asksConfidentiality={false} />
      <ChoiceField
        name="keep"
        pick="many"
        label={t('keeping')}
        choices={[{ value: 'on', label: t('keep'), help: t('keepHelp') }]}
      />
    </SavingForm>
  )
}
