import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { FreeText } from '#components/free-text.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { TextField } from '#components/text-field.tsx'
import { midnightOf } from '#domain/day.ts'
import { Day } from '#features/connections/view/day.tsx'
import { stateOrganisationRequestAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { EvidenceFileField } from './evidence-file-field.tsx'

type OrganisationAtAppleProps = { offboarding: OffboardingDetail; mayState: boolean }

/** The organisation’s own account at Apple, behind its tokens: Apple can only be asked to close it. */
export async function OrganisationAtApple({ offboarding, mayState }: OrganisationAtAppleProps) {
  const t = await getTranslations('offboardings')
  const { id, plan, atApple } = offboarding
  const { names, requests } = atApple
  if (plan.connections.every(({ kind }) => kind === 'pushCertificate')) return null
  return (
    <Section title={t('atApple.title')} note={t('atApple.note')}>
      {requests.map(({ name, requestedOn, note, by, at }) => (
        <div key={at.toISOString()}>
          <p>{t.rich('atApple.told', { by, name, on: () => <Day at={midnightOf(requestedOn)} /> })}</p>
          <blockquote>
            <FreeText>{note}</FreeText>
          </blockquote>
        </div>
      ))}
      {mayState ? (
        <ActionForm
          key={requests.length}
          action={stateOrganisationRequestAction}
          hidden={{ offboarding: id }}
        >
          <TextField
            name="name"
            label={t('atApple.name')}
            help={t('atApple.nameHelp')}
            defaultValue={names.join(', ')}
            required
          />
          <TextField name="requestedOn" type="date" label={t('atApple.on')} required />
          <TextAreaField name="note" label={t('atApple.how')} help={t('atApple.howHelp')} rows={3} required />
          <EvidenceFileField label={t('evidence.file.beside')} />
          <FormButtons>
            <SubmitButton tone="plain" pendingLabel={t('saving')}>
              {t('atApple.confirm')}
            </SubmitButton>
          </FormButtons>
        </ActionForm>
      ) : requests.length === 0 ? (
        <p>{t('atApple.none')}</p>
      ) : null}
    </Section>
  )
}
