import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { readingDetail, readingsAtAGlance } from '#features/readings/queries.ts'
import { timetable } from '#features/readings/timetable-queries.ts'
import { CancelReading } from '#features/readings/view/cancel-reading.tsx'
import { CollectionsTable } from '#features/readings/view/collections-table.tsx'
import { Interruptions } from '#features/readings/view/interruptions.tsx'
import { NextReading } from '#features/readings/view/next-reading.tsx'
import { ReadButton } from '#features/readings/view/read-button.tsx'
import { ReadingProgress } from '#features/readings/view/reading-progress.tsx'
import { ReadingStateMark } from '#features/readings/view/reading-state.tsx'
import { Asker, Duration, Moment, Reason, Without } from '#features/readings/view/reading-words.tsx'
import { orNotFound } from '../../../or-not-found.ts'

type Props = { params: Promise<{ id: string }> }

const load = cache(async (id: string) => {
  const actor = await requireActor('readings:read')
  if (!z.uuid().safeParse(id).success) notFound()
  return { actor, reading: await orNotFound(readingDetail(actor, id)) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { reading } = await load((await params).id)
  return { title: (await getTranslations('readings'))('numbered', { sequence: reading.sequence }) }
}

/** The inventory that a reading left: today's, or as of the moment it finished. */
const inventoryAfter = (finishedAt: Date, isInForce: boolean): string =>
  isInForce ? '/inventory' : `/inventory?asOf=${finishedAt.toISOString()}`

export default async function Reading({ params }: Props) {
  const { actor, reading } = await load((await params).id)
  const t = await getTranslations('readings')
  const trail = await getTranslations('frame')
  const format = await getFormatter()
  const [{ newest, last }, planned] = await Promise.all([readingsAtAGlance(actor), timetable(actor)])
  const isUnderWay = reading.state === 'waiting' || reading.state === 'running'
  const mayRead = can(actor, 'readings:start')
  const isRetry = reading.state === 'failed' && newest?.id === reading.id
  return (
    <>
      <PageHeader
        title={t('numbered', { sequence: reading.sequence })}
        trail={{ label: trail('breadcrumb'), parents: [{ href: '/readings', label: t('title') }] }}
        mark={<ReadingStateMark state={reading.state} />}
        meta={<Asker reading={reading} />}
        action={
          isUnderWay && mayRead ? (
            <CancelReading reading={reading} />
          ) : isRetry && mayRead ? (
            <ReadButton again />
          ) : reading.state === 'finished' && reading.finishedAt ? (
            <ButtonLink href={inventoryAfter(reading.finishedAt, last?.id === reading.id)}>
              {t('seeInventory')}
            </ButtonLink>
          ) : null
        }
      />
      {isUnderWay ? <ReadingProgress state={reading.state} collections={reading.collections} /> : null}
      {reading.state === 'failed' ? (
        <Banner tone="refusal">
          <Reason reading={reading} /> {last ? t('lastStands', { sequence: last.sequence }) : t('noneStands')}{' '}
          {isRetry ? <NextReading timetable={planned} /> : null}
        </Banner>
      ) : null}
      {reading.state === 'cancelled' ? (
        <Banner>
          <Reason reading={reading} /> {last ? t('lastStands', { sequence: last.sequence }) : t('noneStands')}
        </Banner>
      ) : null}
      {reading.wentWithout.map((without) => (
        <Banner key={`${without.tenant} ${without.collection}`} tone="expiring">
          <Without without={without} />
        </Banner>
      ))}
      <Section title={t('factsTitle')}>
        <DefinitionList
          items={[
            { id: 'asked', term: t('fact.asked'), description: <Moment at={reading.requestedAt} /> },
            {
              id: 'started',
              term: t('fact.started'),
              description: reading.startedAt ? <Moment at={reading.startedAt} /> : t('notYet'),
            },
            {
              id: 'finished',
              term: t('fact.finished'),
              description: reading.finishedAt ? (
                <>
                  <Moment at={reading.finishedAt} /> (<Duration {...reading} />)
                </>
              ) : (
                t('notYet')
              ),
            },
            ...(reading.interruptions.length === 0
              ? []
              : [
                  {
                    id: 'interruptions',
                    term: t('interruptions'),
                    description: <Interruptions interruptions={reading.interruptions} />,
                  },
                ]),
            ...(reading.devices === null || reading.people === null
              ? []
              : [
                  {
                    id: 'counted',
                    term: t('fact.counted'),
                    description: t('counted', { devices: reading.devices, people: reading.people }),
                  },
                ]),
            ...(reading.unnamedLicences === 0
              ? []
              : [
                  {
                    id: 'unnamed',
                    term: t('fact.unnamed'),
                    description: t('unnamedLicences', { count: reading.unnamedLicences }),
                  },
                ]),
            ...(reading.state === 'finished'
              ? [
                  {
                    id: 'difference',
                    term: t('fact.difference'),
                    description: (
                      <QuietLink href={`/readings/${reading.id}/difference`}>{t('difference.see')}</QuietLink>
                    ),
                  },
                ]
              : []),
            { id: 'id', term: t('fact.id'), description: reading.id, mono: true },
          ]}
        />
      </Section>
      <Section
        title={t('collectionsTitle')}
        note={t('collectionsNote')}
        aside={
          reading.collections.length > 0
            ? t('collectionsCount', {
                seen: format.number(reading.collections.reduce((sum, each) => sum + each.seen, 0)),
              })
            : null
        }
      >
        <CollectionsTable collections={reading.collections} />
      </Section>
    </>
  )
}
