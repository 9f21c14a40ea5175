import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { isolated } from '#components/free-text.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { can } from '#domain/actor.ts'
import { elementsOf } from '#domain/catalogue/catalogue.ts'
import { groupOf, kindOf } from '#domain/service.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { langHere } from '#features/catalogue/view/lang.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'
import { withdrawStatedAction } from '#features/connections/actions.ts'
import { statedDetail } from '#features/connections/list-stated.ts'
import { isOpen } from '#features/connections/stated.ts'
import { Ending } from '#features/connections/view/ending.tsx'
import { StatedFacts } from '#features/connections/view/stated-facts.tsx'
import { StatedHistory } from '#features/connections/view/stated-history.tsx'
import { StatedNotices } from '#features/connections/view/stated-notices.tsx'
import { orNotFound } from '../../../../or-not-found.ts'

type Props = { params: Promise<{ id: string }> }

const load = cache(async (id: string) => {
  const actor = await requireActor('connections:read')
  if (!z.uuid().safeParse(id).success) notFound()
  return { actor, stated: await orNotFound(statedDetail(actor, id)) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).id)).stated.name }
}

export default async function StatedConnectionPage({ params }: Props) {
  const { actor, stated } = await load((await params).id)
  const t = await getTranslations('stated')
  const words = await getTranslations()
  const longDay = await longDays()
  const mayState = can(actor, 'connections:state')
  const { service, name, state, withdrawn } = stated
  const kind = kindOf(service)
  return (
    <>
      <PageHeader
        title={name}
        trail={{
          label: words('frame.breadcrumb'),
          parents: [{ href: '/connections', label: words('connections.title') }],
        }}
        mark={
          withdrawn ? (
            <StateMark state="none">{t('withdrawnMark')}</StateMark>
          ) : (
            <Graded source={{ grade: 'stated', by: stated.statedBy, at: stated.statedAt.toISOString() }}>
              <StateMark state={state}>{words(`states.${state}`)}</StateMark>
            </Graded>
          )
        }
        meta={
          <>
            <span>{words(`connections.kinds.${kind}`)}</span>
            <span>{words(`services.${service}.name`)}</span>
            <span>{t('statedBy', { by: stated.statedBy, date: longDay(stated.statedAt) })}</span>
          </>
        }
        action={
          mayState && !withdrawn ? (
            <ConfirmButton
              label={t('withdraw.label')}
              title={t('withdraw.title', { stated: isolated(name) })}
              consequence={<p>{t('withdraw.consequence')}</p>}
              confirmLabel={t('withdraw.confirm')}
              pendingLabel={t('withdraw.pending')}
              cancelLabel={t('cancel')}
              action={withdrawStatedAction}
              hidden={{ stated: stated.id }}
            />
          ) : null
        }
      />
      <StatedNotices stated={stated} mayState={mayState} />
      <Section title={t('whatStated')}>
        <StatedFacts said={stated} />
        <GradeLegend grades={['stated']} />
      </Section>
      {isOpen(stated) ? (
        <>
          <Section title={t('shares.title')}>
            <p>
              {t('shares.sentence', { fields: elementsOf(groupOf(service)).length })}{' '}
              <QuietLink href={`/inventory/${service}`}>{t('shares.link')}</QuietLink>
            </p>
          </Section>
          <Section title={words('connections.renewalTitle')} note={words(`connections.renewal.${kind}`)} />
          <Ending way="stated" lang={await langHere()} />
        </>
      ) : null}
      <StatedHistory history={stated.history} />
    </>
  )
}
