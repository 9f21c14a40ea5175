import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { SelectField } from '#components/select-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextField } from '#components/text-field.tsx'
import { services } from '#domain/service.ts'
import { requireActor } from '#features/access/guard.ts'
import { stateByHandAction } from '#features/connections/actions.ts'
import { StatedNameFields } from '#features/connections/view/stated-name-fields.tsx'
import { stateTrail } from '../state-trail.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stated'))('byHand.title') }
}

export default async function StateByHand() {
  await requireActor('connections:state')
  const t = await getTranslations('stated')
  const words = await getTranslations()
  return (
    <>
      <PageHeader title={t('byHand.title')} meta={t('byHand.about')} trail={await stateTrail()} />
      <ActionForm action={stateByHandAction}>
        <SelectField
          name="service"
          label={t('service')}
          options={services.map((value) => ({ value, label: words(`services.${value}.name`) }))}
        />
        <StatedNameFields />
        <TextField name="expiresOn" type="date" label={t('expires')} help={t('expiresHelp')} />
        <TextField name="topic" label={t('fact.topic')} help={t('topicHelp')} autoComplete="off" mono />
        <FormButtons>
          <SubmitButton pendingLabel={t('pending')}>{t('record')}</SubmitButton>
        </FormButtons>
      </ActionForm>
    </>
  )
}
