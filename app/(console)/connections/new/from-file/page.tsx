import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { isolated } from '#components/free-text.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { expiryOf } from '#domain/stated-connection.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import { stateFromFileAction } from '#features/connections/actions.ts'
import { listStated } from '#features/connections/list-stated.ts'
import { openFileRead } from '#features/connections/read-file.ts'
import { StatedFacts } from '#features/connections/view/stated-facts.tsx'
import { StatedNameFields } from '#features/connections/view/stated-name-fields.tsx'
import type { SearchParams } from '../../../as-of-here.ts'
import { stateTrail } from '../state-trail.ts'

type Props = { searchParams: SearchParams }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stated'))('fromFile.title') }
}

export default async function StateFromFile({ searchParams }: Props) {
  const actor = await requireActor('connections:state')
  const { read } = await searchParams
  const t = await getTranslations('stated')
  const longDay = await longDays()
  const sealed = typeof read === 'string' ? read : ''
  const file = await openFileRead(actor, sealed)
  const header = (
    <PageHeader title={t('fromFile.title')} meta={t('fromFile.about')} trail={await stateTrail()} />
  )
  if (!file) {
    return (
      <>
        {header}
        <EmptyState
          title={t('fromFile.noneTitle')}
          action={<ButtonLink href="/connections/new">{t('fromFile.action')}</ButtonLink>}
        >
          {t('fromFile.none')}
        </EmptyState>
      </>
    )
  }
  const isPush = file.kind === 'pushCertificate'
  const expiresAt = new Date(file.expiresAt)
  const renewed = isPush ? (await listStated(actor)).find(({ topic }) => topic === file.topic) : undefined
  const said = {
    service: isPush ? 'apns' : 'vpp',
    topic: isPush ? file.topic : null,
    certificateSerial: isPush ? file.certificateSerial : null,
    organisationName: isPush ? null : file.organisationName,
    validFrom: isPush ? new Date(file.validFrom) : null,
    expiry: expiryOf('file', expiresAt, await getTimeZone()),
    origin: 'file',
    statedBy: actor.name,
    statedAt: new Date(),
  } as const
  return (
    <>
      {header}
      {expiresAt <= said.statedAt ? (
        <Banner tone="expiring">{t('fromFile.expired', { date: longDay(expiresAt) })}</Banner>
      ) : null}
      {renewed && (renewed.expiry?.at ?? expiresAt) <= expiresAt ? (
        <Banner>{t('fromFile.renews', { name: isolated(renewed.name) })}</Banner>
      ) : null}
      <Section title={t('fromFile.saysTitle')}>
        <StatedFacts said={said} />
        <GradeLegend grades={['stated']} />
      </Section>
      <Section title={t('fromFile.formTitle')}>
        <ActionForm action={stateFromFileAction} hidden={{ read: sealed }}>
          <StatedNameFields name={isPush ? t('pushName') : file.organisationName} />
          <FormButtons>
            <SubmitButton pendingLabel={t('pending')}>{t('record')}</SubmitButton>
          </FormButtons>
        </ActionForm>
      </Section>
    </>
  )
}
