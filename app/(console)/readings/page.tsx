import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { PageLinks } from '#components/page-links.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { tenantLinks } from '#features/organisations/queries.ts'
import { listReadings, readingsAtAGlance } from '#features/readings/queries.ts'
import { timetable } from '#features/readings/timetable-queries.ts'
import { CancelReading } from '#features/readings/view/cancel-reading.tsx'
import { NextReading } from '#features/readings/view/next-reading.tsx'
import { ReadButton } from '#features/readings/view/read-button.tsx'
import { ReadingsTable } from '#features/readings/view/readings-table.tsx'

const perPage = 20
const query = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) })

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('readings'))('title') }
}

export default async function Readings({ searchParams }: Props) {
  const actor = await requireActor('readings:read')
  const { before } = query.parse(await searchParams)
  const [readings, { underWay }, links, planned, t] = await Promise.all([
    listReadings(actor, { most: perPage, before }),
    readingsAtAGlance(actor),
    tenantLinks(actor),
    timetable(actor),
    getTranslations('readings'),
  ])
  const isLinked = links.length > 0
  const mayRead = can(actor, 'readings:start')
  const oldest = readings.at(-1)?.sequence ?? 0
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={
          <>
            {t('about')} <NextReading timetable={planned} />
          </>
        }
        action={
          mayRead && underWay ? (
            <CancelReading reading={underWay} />
          ) : mayRead && isLinked ? (
            <ReadButton />
          ) : null
        }
      />
      <RefreshWhile active={underWay !== null} />
      <ReadingsTable
        readings={readings}
        empty={
          <EmptyState
            title={t('none.title')}
            action={
              !isLinked && can(actor, 'tenantLinks:connect') ? (
                <ButtonLink href="/settings/tenants/new">{t('none.connect')}</ButtonLink>
              ) : null
            }
          >
            {isLinked ? t('none.linked') : t('none.notLinked')}
          </EmptyState>
        }
      />
      {readings.length > 0 ? (
        <PageLinks
          label={t('pages.label')}
          range={t('pages.range', { from: oldest, to: readings[0]?.sequence ?? 0 })}
          previous={{ href: before === undefined ? undefined : '/readings', label: t('pages.newest') }}
          next={{ href: oldest > 1 ? `/readings?before=${oldest}` : undefined, label: t('pages.older') }}
        />
      ) : null}
    </>
  )
}
