import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import type { Source } from '#domain/grade.ts'
import { ends } from '#domain/offboarding/plan.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { answerImpactAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'
import { EnrolmentImpact } from './enrolment-impact.tsx'
import { HardStops } from './hard-stops.tsx'
import { LocationImpact } from './location-impact.tsx'
import { PushImpact } from './push-impact.tsx'
import { RehearsalSection } from './rehearsal.tsx'
import { irreversibleWords } from './summary-words.ts'

type ImpactStepProps = { offboarding: OffboardingDetail; mayAnswer: boolean }

/** What stops, what breaks and what stays at Apple, each number with where it comes from. */
export async function ImpactStep({ offboarding, mayAnswer }: ImpactStepProps) {
  const t = await getTranslations('offboardings')
  const { id, version, planHash, state } = offboarding
  return (
    <>
      <Impact offboarding={offboarding} />
      {state === 'draft' ? <RehearsalSection offboarding={offboarding} mayAsk={mayAnswer} /> : null}
      {mayAnswer && planHash !== null ? (
        <Section title={t('impact.go')} note={await irreversibleWords(offboarding)}>
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
  const kinds = new Set(plan.connections.map(({ kind }) => kind))
  const headed = (kind: string) => ({ offboarding, observed, of: kinds.size > 1 ? kind : 'one' })
  return (
    <>
      <HardStops offboarding={offboarding} />
      {plan.connections.length > 1 ? <EachConnection offboarding={offboarding} observed={observed} /> : null}
      {ends(plan, 'locationToken') ? <LocationImpact {...headed('locationToken')} /> : null}
      {ends(plan, 'enrolmentToken') ? <EnrolmentImpact {...headed('enrolmentToken')} /> : null}
      {ends(plan, 'pushCertificate') ? <PushImpact {...headed('pushCertificate')} /> : null}
      {plan.connections.some(({ account }) => account !== null) ? (
        <Section title={t('offboardings.impact.accounts')}>
          <Graded source={{ grade: 'unverifiable', why: 'offboardings.impact.administratorWhy' }}>
            {t('offboardings.impact.administrator')}
          </Graded>
        </Section>
      ) : null}
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

/** As many as a person reads before agreeing; the numbers below are of all of them. */
const most = 100

async function EachConnection({
  offboarding,
  observed,
}: {
  offboarding: OffboardingDetail
  observed: Source
}) {
  const t = await getTranslations()
  const { plan, impact } = offboarding
  const rows = plan.connections.slice(0, most)
  const count = (id: string, of: 'devices' | 'people' | 'licences' | 'managed') =>
    t('offboardings.impact.number', { number: impact.each.find((each) => each.id === id)?.[of] ?? 0 })
  return (
    <Section
      title={t('offboardings.impact.each', { count: plan.connections.length })}
      note={t('offboardings.impact.eachNote')}
      aside={<Graded source={observed} reading={impact.reading} />}
    >
      <DataTable
        label={t('offboardings.impact.each', { count: plan.connections.length })}
        rows={rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/connections/${id}`}
        empty={null}
        density="compact"
        columns={[
          { id: 'name', header: t('offboardings.column.connection'), cell: ({ name }) => name },
          {
            id: 'kind',
            header: t('offboardings.column.kind'),
            cell: ({ kind }) => t(`connections.kinds.${kind}`),
          },
          {
            id: 'account',
            header: t('offboardings.column.account'),
            cell: ({ account }) =>
              account ? <Address wraps>{account.appleId}</Address> : t('offboardings.noAccount'),
          },
          ...(['devices', 'managed', 'people', 'licences'] as const).map((of) => ({
            id: of,
            header: t(`offboardings.impact.${of}`),
            numeric: true,
            cell: ({ id }: { id: string }) => count(id, of),
          })),
        ]}
      />
      {plan.connections.length > rows.length ? (
        <p>{t('connections.firstOf', { shown: rows.length, found: plan.connections.length })}</p>
      ) : null}
    </Section>
  )
}
