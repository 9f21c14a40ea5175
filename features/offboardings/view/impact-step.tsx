import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { DataTable } from '#components/data-table.tsx'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import type { Source } from '#domain/grade.ts'
import { canRevoke } from '#domain/offboarding/plan.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { answerImpactAction } from '../actions.ts'
import type { OffboardingDetail } from '../queries.ts'

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
          note={t('impact.irreversible', {
            licences: plan.counts.licences,
            revocable: String(canRevoke(plan)),
          })}
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
  const { reading, apps, profiles, siblings } = impact
  const { devices, people, licences } = plan.counts
  const observed: Source = reading
    ? { grade: 'observed', reading: reading.id, at: reading.finishedAt }
    : { grade: 'unverifiable', why: 'offboardings.impact.neverRead' }
  const documented: Source = { grade: 'unverifiable', why: 'offboardings.impact.booksWhy' }
  const graded = (children: ReactNode, source: Source = observed) => (
    <Graded source={source} reading={reading}>
      {children}
    </Graded>
  )
  const isRevocable = canRevoke(plan)
  const uses: Definition[] = [
    {
      id: 'licences',
      term: t('offboardings.impact.licences'),
      description: graded(
        t('offboardings.impact.licencesOf', {
          licences,
          apps: apps.length,
          revocable: String(isRevocable),
        }),
      ),
    },
    {
      id: 'devices',
      term: t('offboardings.impact.devices'),
      description: graded(
        t(isRevocable ? 'offboardings.impact.devicesLose' : 'offboardings.impact.devicesKeep', { devices }),
      ),
    },
    {
      id: 'people',
      term: t('offboardings.impact.people'),
      description: graded(
        t(isRevocable ? 'offboardings.impact.peopleLose' : 'offboardings.impact.peopleKeep', { people }),
      ),
    },
  ]
  // Licences that Intune cannot revoke do not stop: they stay with everything else that Apple keeps.
  const stays: Definition[] = [
    ...(isRevocable ? [] : uses),
    {
      id: 'account',
      term: t('offboardings.impact.account'),
      description: plan.connections
        .map(({ account }) => account?.appleId ?? t('offboardings.noAccount'))
        .join(', '),
    },
    {
      id: 'books',
      term: t('offboardings.impact.books'),
      description: graded(t('offboardings.impact.booksStay'), documented),
    },
    {
      id: 'installed',
      term: t('offboardings.impact.installed'),
      description: t('offboardings.impact.installedStay'),
    },
  ]
  return (
    <>
      {plan.hardStops.map(({ kind, connectionId, subjects }) => (
        <Banner key={`${kind} ${connectionId}`} tone="refusal">
          {t(`offboardings.hardStops.${kind}`, { count: subjects.length })}
        </Banner>
      ))}
      {isRevocable ? (
        <Section title={t('offboardings.impact.stops')}>
          <DefinitionList items={uses} />
        </Section>
      ) : null}
      {profiles.length > 0 ? (
        <Section title={t('offboardings.impact.breaks')} note={t('offboardings.impact.breaksNote')}>
          <DataTable
            label={t('offboardings.impact.breaks')}
            rows={profiles}
            rowKey={({ id }) => id}
            empty={null}
            columns={[
              { id: 'name', header: t('offboardings.column.profile'), cell: ({ name }) => graded(name) },
              { id: 'token', header: t('offboardings.column.token'), cell: ({ token }) => token },
              {
                id: 'default',
                header: t('offboardings.column.default'),
                cell: ({ isDefault }) => (isDefault ? t('offboardings.impact.isDefault') : null),
              },
            ]}
          />
        </Section>
      ) : null}
      <Section title={t('offboardings.impact.apps')}>
        <DataTable
          label={t('offboardings.impact.apps')}
          rows={apps}
          rowKey={({ id }) => id}
          empty={t('offboardings.impact.noApps')}
          density="compact"
          columns={[
            { id: 'name', header: t('offboardings.column.app'), cell: ({ name }) => name },
            {
              id: 'licences',
              header: t('offboardings.column.licences'),
              numeric: true,
              cell: ({ usedLicences }) =>
                usedLicences === null ? null : t('offboardings.impact.number', { number: usedLicences }),
            },
          ]}
        />
      </Section>
      <Section title={t('offboardings.impact.stays')}>
        <DefinitionList items={stays} />
      </Section>
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
