import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import type { Source } from '#domain/grade.ts'
import { canRevoke, endsEnrolment } from '#domain/offboarding/plan.ts'
import { answerImpactAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { EnrolmentImpact } from './enrolment-impact.tsx'
import { LocationImpact } from './location-impact.tsx'

type ImpactStepProps = { offboarding: OffboardingDetail; mayAnswer: boolean }

/** What stops, what breaks and what stays at Apple, each number with where it comes from. */
export async function ImpactStep({ offboarding, mayAnswer }: ImpactStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, planHash, plan } = offboarding
  return (
    <>
      <Impact offboarding={offboarding} />
      {mayAnswer && planHash !== null ? (
        <Section
          title={t('impact.go')}
          note={
            endsEnrolment(plan)
              ? t('impact.irreversibleEnrolment', { devices: plan.counts.devices })
              : t('impact.irreversible', {
                  licences: plan.counts.licences,
                  revocable: String(canRevoke(plan)),
                })
          }
        >
          <ActionForm
            action={answerImpactAction}
            hidden={{ offboarding: id, version: String(version), planHash }}
          >
            <FormButtons>
              <SubmitButton pendingLabel={t('saving')}>{t('impact.read')}</SubmitButton>
            </FormButtons>
          </ActionForm>
        </Section>
      ) : null}
    </>
  )
}

/** The same facts, for whoever has to approve them. */
export async function Impact({ offboarding }: { offboarding: OffboardingDetail }) {
  const t = await getTranslations()
  const { plan, impact } = offboarding
  const { reading, siblings } = impact
  const observed: Source = reading
    ? { grade: 'observed', reading: reading.id, at: reading.finishedAt }
    : { grade: 'unverifiable', why: 'offboardings.impact.neverRead' }
  return (
    <>
      {plan.hardStops.map(({ kind, connectionId, subjects }) => (
        <Banner key={`${kind} ${connectionId}`} tone="refusal">
          {t(`offboardings.hardStops.${kind}`, { count: subjects.length, managed: plan.counts.managed })}
        </Banner>
      ))}
      {endsEnrolment(plan) ? (
        <EnrolmentImpact offboarding={offboarding} observed={observed} />
      ) : (
        <LocationImpact offboarding={offboarding} observed={observed} />
      )}
      {siblings.length > 0 ? (
        <Section
          title={t('offboardings.impact.siblings')}
          note={t('offboardings.impact.siblingsNote', { count: siblings.length })}
        >
          <ul>
            {siblings.map(({ id, name, service, appleId }) => (
              <li key={id}>
                <QuietLink href={`/connections/${id}`}>{name}</QuietLink> ({t(`services.${service}.short`)},{' '}
                {appleId})
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}
